/// A reward that surprises: it comes after a picture was kept, is never promised and never taken away.
///
/// Each rule is a fact about the picture just kept or about the artist's pictures up to it. None asks whether a picture
/// is good.
package enum Sticker: String, Hashable, Codable, Sendable, CaseIterable {
  // How many pictures.
  case firstPicture = "first-picture"
  case fivePictures = "five-pictures"
  case tenPictures = "ten-pictures"
  case twentyFivePictures = "twenty-five-pictures"
  case fiftyPictures = "fifty-pictures"
  case hundredPictures = "hundred-pictures"
  // Where and when.
  case threeDomains = "three-domains"
  case fiveDomains = "five-domains"
  case eightDomains = "eight-domains"
  case faithfulFriend = "faithful-friend"
  case threeDays = "three-days"
  case sevenDays = "seven-days"
  // Prompts and remixes.
  case firstPrompt = "first-prompt"
  case threePrompts = "three-prompts"
  case sevenPrompts = "seven-prompts"
  case firstRemix = "first-remix"
  // Lines.
  case singleStroke = "single-stroke"
  case fortyStrokes = "forty-strokes"
  case hundredStrokes = "hundred-strokes"
  case longLine = "long-line"
  case longWay = "long-way"
  case rain = "rain"
  case tiny = "tiny"
  case giant = "giant"
  // Colours and tools.
  case threeColours = "three-colours"
  case sixColours = "six-colours"
  case secondThought = "second-thought"
  case fourTools = "four-tools"
  // Time, and how the magic did.
  case patience = "patience"
  case lightning = "lightning"
  case magicListened = "magic-listened"
  case tenTimesThreeStars = "ten-times-three-stars"
}

extension Sticker {
  /// Whether the rule holds once `picture` has been kept.
  ///
  /// - Parameter history: the artist's pictures up to this one, which is among them.
  func isEarned(by picture: Creation, _ history: ArtistHistory) -> Bool {
    let ink = picture.facts.ink
    let story = picture.facts.story
    switch self {
    case .firstPicture: return history.pictures >= 1
    case .fivePictures: return history.pictures >= 5
    case .tenPictures: return history.pictures >= 10
    case .twentyFivePictures: return history.pictures >= 25
    case .fiftyPictures: return history.pictures >= 50
    case .hundredPictures: return history.pictures >= 100
    case .threeDomains: return history.perDomain.count >= 3
    case .fiveDomains: return history.perDomain.count >= 5
    case .eightDomains: return history.perDomain.count >= 8
    case .faithfulFriend: return history.perDomain[picture.domain, default: 0] >= 7
    case .threeDays: return history.perDay.count >= 3
    case .sevenDays: return history.perDay.count >= 7
    case .firstPrompt: return history.prompts.count >= 1
    case .threePrompts: return history.prompts.count >= 3
    case .sevenPrompts: return history.prompts.count >= 7
    case .firstRemix: return history.remixes >= 1
    case .singleStroke: return ink.strokes == 1 && ink.dots == 0 && ink.length > 0
    case .fortyStrokes: return ink.strokes >= 40
    case .hundredStrokes: return ink.strokes >= 100
    case .longLine: return ink.longestLine >= 4
    case .longWay: return ink.length >= 20
    case .rain: return ink.dots >= 12
    case .tiny: return ink.length >= 0.4 && ink.spread > 0 && ink.spread <= 0.25
    case .giant: return ink.spread >= 0.85
    case .threeColours: return ink.colours.count >= 3
    case .sixColours: return ink.colours.count >= 6
    case .secondThought: return ink.erasings >= 3
    case .fourTools: return story.tools.count >= 4
    case .patience: return (story.seconds ?? 0) >= 480
    case .lightning: return story.seconds.map { $0 > 0 && $0 <= 15 } ?? false && ink.strokes >= 2
    case .magicListened:
      // Keeping to lines is what the magic always does; doing as the crayon says is listening.
      return (picture.lineFollowing ?? 0) >= Score.listening.lines
        && (picture.facts.hintFollowing ?? 0) >= Score.listening.hints
    case .tenTimesThreeStars: return history.threeStars >= 10
    }
  }
}
