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
  traits: [.trait(name: "MPI", description: "Training with several processes; needs Open MPI (libopenmpi-dev).")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // `aicanvas serve`: HTTP/1.1 with structured tasks, on SwiftNIO; it brings the log, the life cycle and the buffers.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // ONNX files are protocol buffers.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    .executableTarget(
      name: "aicanvas",
      dependencies: [
        "StudioApp", "Server", "Benchmarks", "Terminal", "Studio", "Training", "Generation", "Pictures", "Networks",
        "Kernels",
        "Files",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "StudioApp", dependencies: ["Terminal", "Studio", "Generation", "Pictures"]),
    .target(
      name: "Server",
      dependencies: [
        "Studio", "Generation", "Pictures", "Files",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),
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
      dependencies: [
        "Generation", "Pictures", "Networks", "Kernels", "Files", "COpenBLAS",
        .target(name: "COpenMPI", condition: .when(traits: ["MPI"])),
      ],
      swiftSettings: optimised),
    .target(name: "Generation", dependencies: ["Pictures", "Networks", "Kernels", "Files"], swiftSettings: optimised),
    // Potrace turns lines into curves for paper of any size; tracing well is an art that it has.
    .target(name: "Pictures", dependencies: ["Files", "CCairo", "CPixbuf", "CPotrace"], swiftSettings: optimised),
    .target(
      name: "Networks",
      dependencies: ["Kernels", "Files", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
      exclude: ["ONNX/onnx.proto"], swiftSettings: optimised),
    .target(name: "Kernels", dependencies: ["CKernels", "COpenBLAS"], swiftSettings: optimised),
    .target(name: "CKernels", cSettings: optimisedC),
    .target(name: "CTerminal"),
    // Backups, and the files of `torch.save`, are ZIP archives.
    .target(name: "Files", dependencies: ["CZip"]),
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
    .systemLibrary(name: "COpenMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
    .systemLibrary(name: "CSixel", pkgConfig: "libsixel"),
    .systemLibrary(name: "CCairo", pkgConfig: "pangocairo"),
    .systemLibrary(name: "CPotrace"),
    .systemLibrary(name: "CZip", pkgConfig: "libzip"),
    .systemLibrary(name: "CPixbuf", pkgConfig: "gdk-pixbuf-2.0"),
    .systemLibrary(name: "CCurses", pkgConfig: "ncursesw"),

    // Stands between the tests' process and the C library, to record what happens to files.
    .target(name: "CFileRecorder", path: "Tests/CFileRecorder", linkerSettings: [.linkedLibrary("dl")]),
    // libFuzzer where the build has it, for .ci/fuzz.
    .target(name: "CFuzzer", path: "Tests/CFuzzer"),
    .target(
      name: "Support", dependencies: ["Kernels", "Networks", "CFileRecorder", "CFuzzer"], path: "Tests/Support",
      exclude: ["Sketches"]),
    // What StorageKillTests kills.
    .executableTarget(name: "KillDriver", dependencies: ["Studio", "Pictures"], path: "Tests/KillDriver"),
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
      dependencies: [
        "Studio", "Generation", "Pictures", "Support", "KillDriver", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "PseudoTerminal", "Pictures", "Support", "TerminalSupport"]),
    .testTarget(
      name: "StudioAppTests",
      dependencies: ["StudioApp", "Terminal", "Studio", "Generation", "Pictures", "Support"]),
    .testTarget(
      name: "ServerTests",
      dependencies: [
        "Server", "Studio", "Generation", "Pictures", "Networks", "Support",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "aicanvas", "StudioApp", "Terminal", "PseudoTerminal", "Studio", "Pictures", "Networks", "Kernels", "Support",
        "TerminalSupport",
      ]),
  ]
)
