/// What a terminal answered about pictures, and what follows from it.
struct GraphicsAnswers {
  /// Its own name.
  var name = ""
  /// 4 among the primary device attributes.
  var hasSixel = false
  /// It said OK to a picture by kitty's protocol.
  var hasKitty = false
  /// It said OK to one in shared memory.
  var readsSharedMemory = false

  /// The best way, how kitty's protocol would be spoken, and why, a sentence each.
  func choose(_ environment: TerminalEnvironment) -> (GraphicsProtocol, KittyOptions, [String]) {
    let options = KittyOptions(
      sharedMemory: hasKitty && readsSharedMemory, placeholders: environment.isTmux && environment.isMultiplexer)
    if let wanted = environment.graphics {
      return (wanted, options, ["It was asked for, by --graphics, the setting “graphics” or AICANVAS_GRAPHICS."])
    }
    let (found, reasons) = environment.isTmux ? withinTmux(environment) : alone(environment)
    return (found, options, reasons)
  }

  private func alone(_ environment: TerminalEnvironment) -> (GraphicsProtocol, [String]) {
    if environment.isMultiplexer { return (.blocks, ["screen passes no pictures through."]) }
    // iTerm2 answers kitty's query as well, but without the number it was asked with; WezTerm's is incomplete.
    if let known = ["iTerm2", "WezTerm"].first(where: { name.hasPrefix($0) }) {
      return (.iterm, ["The terminal calls itself \(known), which shows inline images."])
    }
    if environment.variables["TERM_PROGRAM"] == "vscode" {
      return hasSixel
        ? (.iterm, ["Visual Studio Code's terminal has pictures switched on (4 among its device attributes)."])
        : (.blocks, ["Visual Studio Code's terminal has pictures switched off (no 4 among its device attributes)."])
    }
    if hasKitty {
      return (.kitty, ["The terminal said OK to a picture by kitty's protocol."])
    }
    let noKitty =
      environment.takesApplicationCommands
      ? "No answer came to a picture by kitty's protocol."
      : "It was not asked for kitty's protocol, since such terminals may print the question."
    if hasSixel { return (.sixel, ["Its device attributes name sixel (4).", noKitty]) }
    return (.blocks, ["Its device attributes do not name sixel (4).", noKitty])
  }

  private func withinTmux(_ environment: TerminalEnvironment) -> (GraphicsProtocol, [String]) {
    var reasons: [String] = []
    let tmux = environment.tmux
    let outside = tmux.map { $0.terminal.isEmpty ? "a terminal without a name" : $0.terminal } ?? "an unknown terminal"
    if tmux?.drawsPlaceholders == true {
      if hasKitty { return (.kitty, ["\(outside) around tmux said OK to a picture, and draws placeholders."]) }
      reasons.append(
        tmux?.passesThrough == true
          ? "No answer came through tmux to a picture by kitty's protocol."
          : "tmux passes nothing through to \(outside) (allow-passthrough is off).")
    } else {
      reasons.append("Around tmux is \(outside), which is not known to draw kitty's placeholders.")
    }
    if hasSixel { return (.sixel, ["tmux's device attributes name sixel (4)."] + reasons) }
    return (.blocks, ["tmux's device attributes do not name sixel (4)."] + reasons)
  }
}
