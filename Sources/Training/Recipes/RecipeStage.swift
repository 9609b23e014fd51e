/// What the stages of all recipes have.
package protocol RecipeStage {
  /// Side of the training pictures in pixels.
  var size: Int { get set }
  var steps: Int { get set }
  /// How many of the steps, at the end, the learning rate falls to zero.
  var decaySteps: Int { get set }
  var batch: Int { get set }
  var learningRate: Float { get set }
  /// Decides every training picture of the stage.
  var seed: UInt64 { get set }
}
