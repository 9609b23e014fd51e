import Testing

extension StudioWalk {
  /// The whole way, from the first line to the last page.
  func walk() throws {
    try begin()
    try useTools()
    try choosePandas()
    try makePicture()
    try keep()
    try visitGallery()
    try remix()
    try changeArtist()
    try throwAwayAndRestore()
    try traceAnIdea()
    try colourOwnPicture()
    try leave()
  }

  /// A first line, a crash, and the welcome that offers the line again.
  private func begin() throws {
    try expectInk { try draw((0.25, 0.5), (0.5, 0.75)) }
    try crash()
    try expect("Welcome back!")
    try press("Go on", key: "\r")
    try expect("Here is your drawing.")
    // The face of the panda.
    try expectInk {
      try draw(
        (0.375, 0.25), (0.625, 0.25), (0.8125, 0.4375), (0.8125, 0.625), (0.625, 0.8125), (0.375, 0.8125),
        (0.1875, 0.625), (0.1875, 0.4375), (0.375, 0.25))
    }
  }

  private func useTools() throws {
    try press("Line", key: "i")
    try expect("Line: click")
    try expectInk { try use((0.125, 0.9375), (0.875, 0.9375)) }
    try press("Circle", key: "o")
    try expect("Circle: click")
    try expectInk { try use((0.125, 0.0625), (0.3125, 0.25)) }
    try press("Stamp", key: "t")
    try expect("Click to stamp it")
    try press("★", key: "2")
    try expect("stamp it: star")
    try expectInk { try use((0.5, 0.5)) }
    try press("Mirror", key: "x")
    try expect("Mirror: I draw the other half too.")
    try press("Pencil", key: "p")
    try expect("Pencil: draw black lines.")
    // A line at the left appears at the right as well.
    try expectInk(from: 0.75, to: 1) { try draw((0.0625, 0.375), (0.0625, 0.625)) }
    try press("Mirror", key: "x")
    try expect("The mirror is off.")
    try expectInk(false, from: 0.875, to: 1) {
      try press("Undo", key: "u")
      try expect("One step back.")
      // What was undone is shown for a moment, until something else is done.
      try press("Eraser", key: "e")
      try expect("Eraser: rub things out.")
    }
    try expectInk(from: 0.875, to: 1) {
      try press("Redo", key: "r")
      try expect("One step forward.")
    }
    try press("♥", key: "1")
    try expect("Crayon: make it red here.")
    try expectInk { try draw((0.3125, 0.6875), (0.4375, 0.6875)) }
    try press("Splash", key: "s")
    try expect("Splash! New colours.")
  }

  /// Cats, what is to be known of them, and back to pandas.
  private func choosePandas() throws {
    try press("Choose", key: "d")
    try expect("What to draw?")
    try choose(domain: "Cat")
    try expect("Now draw: Cat")
    try press("Choose", key: "d")
    try expect("What to draw?")
    try press("About", key: "i")
    try expect("It has never seen a cat.")
    try press("Next", key: "\u{1B}[C")
    try expect("Learnt from")
    try expectGone("It has never seen a cat.")
    try press("Back", key: "\u{1B}")
    try expect("What to draw?")
    try press("Help", key: "h")
    try expect("How to play")
    try press("Close", key: "\u{1B}")
    try expectGone("How to play")
    try choose(domain: "Panda")
    try expect("Now draw: Panda")
  }

  private func makePicture() throws {
    try expectPicture {
      try press("Magic!", key: "\r")
      try expect("K keeps it")
    }
    try expectPicture {
      try press("Drawing", key: "v")
      try expect("Before: your lines.")
    }
    try expectPicture {
      try press("Picture", key: "v")
      try expect("After: the magic picture.")
    }
    try expectInk(false) { try press("Again", key: "a") }
    try expect("Look: it draws itself again!")
    try expectInk { try press("Again", key: "a") }
  }

  private func keep() throws {
    try press("Keep", key: "k")
    try expect("A new sticker!")
    try expect("First picture")
    try expectPicturesOnDisk(1)
    try press("Close", key: "\r")
    try expectGone("A new sticker!")
  }

  private func visitGallery() throws {
    try expectPicture {
      try press("Gallery", key: "g")
      try expect("1 / 1")
    }
    try press("What", key: "2")
    try expect("Only: Panda")
    try press("All", key: "0")
    try expect("Arrows choose.")
    try expect("1 / 1")
    try press("Love", key: "f")
    try expect("It hangs with the favourites.")
    try press("Loved", key: "5")
    try expect("Only: ♥")
    try expect("1 / 1")
    try press("All", key: "0")
    try expect("Arrows choose.")
    try expect("1 / 1")
    try press("Help", key: "h")
    try expect("How to play")
    try press("Close", key: "\u{1B}")
    try expectGone("How to play")
    try expectPicture {
      try press("Open", key: "\r")
      try expect("Left and right show the others.")
    }
  }

  private func remix() throws {
    try press("Remix", key: "e")
    try expect("Here is your drawing.")
    try press("Pencil", key: "p")
    try expect("Pencil: draw black lines.")
    try expectInk { try draw((0.9375, 0.0625), (0.9375, 0.25)) }
    try expectPicture {
      try press("Magic!", key: "\r")
      try expect("K keeps it")
    }
    try press("Keep", key: "k")
    try expect("A new sticker!")
    try expectPicturesOnDisk(2)
    try press("Close", key: "\r")
    try expectGone("A new sticker!")
  }

  /// A fox has no stickers; the panda's are still there.
  private func changeArtist() throws {
    try press("Panda ●", key: "y")
    try expect("Who draws?")
    try press("Fox", key: "d")
    try expect("Hello, Fox!")
    try press("Gallery", key: "g")
    try expect("1 / 2")
    try press("Sticker", key: "s")
    try expect("Level 1")
    try press("Artist", key: "y")
    try expect("Who draws?")
    try press("Panda", key: "a")
    try expectGone("Level 1")
    try expect("Level")
    try press("Back", key: "\u{1B}")
    try expect("1 / 2")
  }

  private func throwAwayAndRestore() throws {
    try press("Bin it", key: "x")
    try expect("It is in the bin.")
    try expect("1 / 1")
    try press("Bin", key: "t")
    try expect("R brings a picture back.")
    try expect("1 / 1")
    try press("Restore", key: "r")
    try expect("It is back in the gallery.")
    try press("Gallery", key: "t")
    try expect("1 / 2")
    try press("Back", key: "\u{1B}")
    try expect("Draw here")
  }

  private func traceAnIdea() throws {
    try press("Ideas", key: "b")
    try expect("Today's idea")
    try press("Trace", key: "\r")
    try expect("Draw along the pale lines!")
    try expectInk { try draw((0.5, 0.0), (0.5, 0.9375)) }
    try expectInk(false) {
      try press("New", key: "n")
      try expect("A new page!")
    }
  }

  /// A picture of one's own as lines, with a crayon; undone, and a new page.
  private func colourOwnPicture() throws {
    try addOwnPicture()
    try expectInk {
      try press("Ideas", key: "b")
      try expect("Today's idea")
      try press("Picture", key: "p")
      try expect("1 / 1")
      try expect("rabbit")
      try press("Lines", key: "\r")
      try expect("Here are the lines.")
    }
    try press("♥", key: "1")
    try expect("Crayon: make it red here.")
    try expectInk { try draw((0.4375, 0.5), (0.5625, 0.5)) }
    try press("Undo", key: "u")
    try expect("One step back.")
    try expectInk(false) {
      try press("Undo", key: "u")
      try press("Pencil", key: "p")
      try expect("Pencil: draw black lines.")
    }
  }

  private func leave() throws {
    try press("Help", key: "h")
    try expect("How to play")
    try press("Close", key: "\u{1B}")
    try expectGone("How to play")
    try press("Bye", key: "q")
    try expectEnd()
    let verified = try program.run("gallery", "verify")
    try #require(verified.status == 0 && verified.output.contains("2 pictures, 0 problems"), "\(verified.output)")
  }
}
