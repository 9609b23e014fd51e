import ArgumentParser
import Generation
import Networks
import Studio
import Training

/// How the training of a cartoon generator differs from its recipe.
struct CartoonOptions: ParsableArguments {
  @Option(name: .customLong("loss"), help: "How the discriminator judges: least-squares or cross-entropy.")
  var loss: AdversarialLoss?

  @Option(
    help: ArgumentHelp(
      "Which frozen network tells a photograph's content: random, lines (the network that draws colouring pages), vgg19 "
        + "or resnet101; the last two need --content-weights."))
  var content: ContentSource.Kind?

  @Option(help: "The content network's weights: a safetensors file with torchvision's names.")
  var contentWeights: String?

  @Option(help: "Weight of the content loss.")
  var contentWeight: Float?

  @Option(help: "Weight of the loss of large areas' colours.")
  var colourWeight: Float?

  var isGiven: Bool {
    loss != nil || content != nil || contentWeights != nil || contentWeight != nil || colourWeight != nil
  }

  func change(_ recipe: inout CartoonRecipe) throws {
    if let loss { recipe.loss = loss }
    if let content { recipe.content = content }
    if let contentWeight { recipe.contentWeight = contentWeight }
    if let colourWeight { recipe.colourWeight = colourWeight }
    for weight in [recipe.contentWeight, recipe.colourWeight] where !(weight >= 0 && weight.isFinite) {
      throw ValidationError("A weight must be 0 or more, not \(weight).")
    }
  }

  /// The file of the content network's weights; nil where it has none.
  func weights(for recipe: CartoonRecipe) throws -> String? {
    if let contentWeights { return contentWeights }
    return recipe.content == .lines ? DomainCatalogue.installed().lineArtist : nil
  }
}

extension AdversarialLoss: ExpressibleByArgument {}
extension ContentSource.Kind: ExpressibleByArgument {}
