import Glibc

/// The window's size as the kernel knows it.
package struct WindowSize: Hashable, Sendable {
  package var columns: Int
  package var rows: Int
  /// The text area in pixels; 0 where the terminal did not say.
  package var width: Int
  package var height: Int

  package init(columns: Int, rows: Int, width: Int = 0, height: Int = 0) {
    self.columns = columns
    self.rows = rows
    self.width = width
    self.height = height
  }

  /// Asks the kernel; 80×24 where it does not know.
  package init(descriptor: Int32) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      self.init(columns: 80, rows: 24)
      return
    }
    self.init(
      columns: Int(size.ws_col), rows: Int(size.ws_row), width: Int(size.ws_xpixel), height: Int(size.ws_ypixel))
  }

  /// The size of a cell; nil below 4×8 pixels, which some terminals report without meaning it.
  ///
  /// The division drops the remainder since xterm counts its border into the pixels.
  package var cell: Capabilities.PixelSize? {
    Capabilities.PixelSize(width: width / max(columns, 1), height: height / max(rows, 1)).plausibleCell
  }
}

extension Capabilities.PixelSize {
  /// The size if a cell can have it.
  var plausibleCell: Capabilities.PixelSize? {
    (4...200).contains(width) && (8...400).contains(height) ? self : nil
  }
}
