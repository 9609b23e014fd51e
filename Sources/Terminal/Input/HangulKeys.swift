/// The Latin keys under Hangul letters on the standard Korean keyboard (두벌식, KS X 5002).
///
/// A child who forgot to switch the input method still presses the right key.
enum HangulKeys {
  /// The keys that type this letter or syllable, in order; nil if it is not Hangul.
  static func keys(for scalar: Unicode.Scalar) -> String? {
    let value = Int(scalar.value)
    switch value {
    case 0xAC00...0xD7A3:
      // Syllables are ordered by initial (19), vowel (21), final (28, the first of them none): Unicode, section 3.12.
      let index = value - 0xAC00
      return initials[index / 588] + vowels[index / 28 % 21] + finals[index % 28]
    case 0x1100...0x1112: return initials[value - 0x1100]
    case 0x1161...0x1175: return vowels[value - 0x1161]
    case 0x11A8...0x11C2: return finals[value - 0x11A8 + 1]
    case 0x3131...0x314E: return consonants[value - 0x3131]
    case 0x314F...0x3163: return vowels[value - 0x314F]
    default: return nil
    }
  }

  // ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
  private static let initials = words("r R s e E f a q Q t T d w W c z x v g")
  // ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ
  private static let vowels = words("k o i O j p u P h hk ho hl y n nj np nl b m ml l")
  // none ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ
  private static let finals = [""] + words("r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g")
  // ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ
  private static let consonants = words(
    "r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g")

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
