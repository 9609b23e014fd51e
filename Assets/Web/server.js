// What the pages ask of their server; nothing else is ever asked.
const canvas = [...crypto.getRandomValues(new Uint8Array(12))].map(byte => byte.toString(16).padStart(2, "0")).join("");
let token = new URLSearchParams(location.hash.slice(1)).get("token") ?? sessionStorage.getItem("token") ?? "";

export function remember(word) {
  token = word;
  sessionStorage.setItem("token", word);
}

/** Why there is no answer: the status, and the seconds after which to ask again. */
export class Refusal extends Error {
  constructor(status, seconds) {
    super(`status ${status}`);
    this.status = status;
    this.seconds = seconds;
  }
}

async function ask(address, options = {}) {
  const headers = { ...options.headers, ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(address, { ...options, headers });
  if (!response.ok) throw new Refusal(response.status, Number(response.headers.get("Retry-After")) || 1);
  return response;
}

export async function domains() { return (await ask("/v1/domains")).json(); }

/** The newest pictures of a class. */
export async function wall() { return (await ask("/v1/wall")).json(); }

export async function wallPicture(number) { return (await ask(`/v1/wall/${number}`)).blob(); }

/** Sends the drawing as it is now; `hear` gets each event's name and content. */
export async function live(drawing, wishes, hear) {
  const address = "/v1/live?" + new URLSearchParams({ canvas, ...wishes });
  const response = await ask(address, { method: "POST", body: drawing, headers: { "Content-Type": "application/json" } });
  let text = "";
  for await (const piece of pieces(response.body.pipeThrough(new TextDecoderStream()))) {
    text += piece;
    for (let end; (end = text.indexOf("\n\n")) >= 0; text = text.slice(end + 2)) {
      const fields = Object.fromEntries(text.slice(0, end).split("\n").map(line => line.split(/: (.*)/s)));
      hear(fields.event, JSON.parse(fields.data));
    }
  }
}

// Not every browser iterates over streams.
async function* pieces(stream) {
  const reader = stream.getReader();
  for (let next; !(next = await reader.read()).done;) yield next.value;
}
