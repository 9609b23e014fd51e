// swift-tools-version: 6.2
import PackageDescription

// Loops over pixels and weights are unusably slow without optimisation, so debug builds optimise these targets too.
let optimisedC: [CSetting] = [.unsafeFlags(["-O2"], .when(configuration: .debug))]
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// Each target imports only what stands below it; the continuous-integration build checks that with
// `--explicit-target-dependency-import-check error`.
let package = Package(
  name: "aicanvas",
  products: [.executable(name: "aicanvas", targets: ["aicanvas"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .executableTarget(
      name: "aicanvas",
      dependencies: [
        "StudioApp", "Benchmarks", "Terminal", "Studio", "Training", "Generation", "Pictures", "Networks", "Kernels",
        "Files",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "StudioApp", dependencies: ["Terminal", "Studio", "Generation", "Pictures"]),
    .target(name: "Terminal", dependencies: ["Pictures", "Files", "CTerminal", "CCurses", "CSixel"]),
    .target(
      name: "Benchmarks",
      dependencies: ["PseudoTerminal", "Studio", "Training", "Generation", "Pictures", "Networks", "Kernels"]),
    .target(name: "PseudoTerminal"),
    .target(
      name: "Studio",
      dependencies: [
        "Generation", "Pictures", "Files", "CZip",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Training",
      dependencies: ["Generation", "Pictures", "Networks", "Kernels", "Files", "COpenBLAS"],
      swiftSettings: optimised),
    .target(name: "Generation", dependencies: ["Pictures", "Networks", "Kernels", "Files"], swiftSettings: optimised),
    .target(name: "Pictures", dependencies: ["Files", "CCairo", "CPixbuf"], swiftSettings: optimised),
    .target(name: "Networks", dependencies: ["Kernels", "Files"], swiftSettings: optimised),
    .target(name: "Kernels", dependencies: ["CKernels", "COpenBLAS"], swiftSettings: optimised),
    .target(name: "CKernels", cSettings: optimisedC),
    .target(name: "CTerminal"),
    .target(name: "Files"),
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
    .systemLibrary(name: "CSixel", pkgConfig: "libsixel"),
    .systemLibrary(name: "CCairo", pkgConfig: "pangocairo"),
    .systemLibrary(name: "CZip", pkgConfig: "libzip"),
    .systemLibrary(name: "CPixbuf", pkgConfig: "gdk-pixbuf-2.0"),
    .systemLibrary(name: "CCurses", pkgConfig: "ncursesw"),

    .target(
      name: "Support", dependencies: ["Kernels", "Networks"], path: "Tests/Support", exclude: ["Sketches"]),
    .target(
      name: "TerminalSupport", dependencies: ["Terminal", "PseudoTerminal", "Pictures", "CSixel", "Support"],
      path: "Tests/TerminalSupport"),
    .testTarget(name: "SupportTests", dependencies: ["Support"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "Support"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "Networks", "Support"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "Kernels", "Pictures", "Support"]),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures", "Support"]),
    .testTarget(
      name: "GenerationTests", dependencies: ["Generation", "Networks", "Pictures", "Kernels", "Support"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: ["Training", "Generation", "Networks", "Pictures", "Kernels", "Support"]),
    .testTarget(
      name: "StudioTests",
      dependencies: ["Studio", "Generation", "Pictures", "Support", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "PseudoTerminal", "Pictures", "Support", "TerminalSupport"]),
    .testTarget(
      name: "StudioAppTests",
      dependencies: ["StudioApp", "Terminal", "Studio", "Generation", "Pictures", "Support"]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "aicanvas", "StudioApp", "Terminal", "PseudoTerminal", "Studio", "Pictures", "Networks", "Kernels", "Support",
        "TerminalSupport",
      ]),
  ]
)
