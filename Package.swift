// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A library target: a stage on a frame's way.
func stage(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings)
}

/// Tests are compiled in half the time without the optimiser; what they test is optimised.
let testSettings =
    settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// The tests of a stage, named after it.
func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
        exclude: exclude, swiftSettings: testSettings)
}

/// A program of Examples, run by the tests.
func example(_ name: String) -> Target {
    .executableTarget(
        name: name, dependencies: ["Segue"], path: "Examples/\(name)", swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let flyingFox = [
    Target.Dependency.product(name: "FlyingFox", package: "FlyingFox"),
    .product(name: "FlyingSocks", package: "FlyingFox"),
]
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "Segue",
    products: [
        .executable(name: "segue", targets: ["segue"]),
        .library(name: "Segue", targets: ["Segue"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // The stages, in the order a frame travels.
        stage("Files", ["CCrypto"]),
        stage("Timelines", ["Files"]),
        stage("Imaging", ["Files"]),
        stage("Formats", ["Files", "Timelines", "Imaging"]),
        stage("Presets", ["Timelines", "Files", "Formats", "Imaging", yams]),
        stage("Weights", ["Files", "CKernels", "CZip"]),
        stage("Graphs", ["Weights", "Imaging"]),
        stage("Networks", ["Graphs", "Weights", "Imaging"]),
        stage(
            "Inference",
            ["Files", "Graphs", "Networks", "Weights", "Imaging", "COneDNN", "CKernels"]),
        stage(
            "Matching", ["Inference", "Graphs", "Networks", "Weights", "Imaging", "CKernels"]),
        stage(
            "BuiltinNetworks", ["Weights", "Files", "CProcess"],
            resources: [.copy("Resources")]),
        stage(
            "Media",
            [
                "Imaging", "Timelines", "Files", "Formats", "CFFmpeg", "CFFmpegLog", "CPNG",
                "CLCMS", "COpenEXR", "CHEIF", "CWebP", "CTIFF", "CTurboJPEG",
            ]),
        stage(
            "Rendering",
            [
                "Timelines", "Files", "Formats", "Presets", "Weights", "Graphs", "Networks",
                "Imaging", "Inference", "Matching", "BuiltinNetworks", "Media",
            ]),
        stage(
            "Segments",
            [
                "Timelines", "Files", "Formats", "Presets", "Imaging", "Inference", "Media",
                "Rendering",
            ]),
        stage(
            "Bundles",
            [
                "Timelines", "Files", "Formats", "Presets", "Imaging", "Inference", "Media",
                "Rendering",
            ]),
        stage(
            "Studio",
            [
                "Timelines", "Files", "Formats", "Presets", "Imaging", "Inference",
                "BuiltinNetworks", "Media", "Rendering", "Segments", "Bundles",
            ] + flyingFox, resources: [.copy("Web")]),
        // The whole library by one import, and its documentation.
        stage(
            "Segue",
            [
                "Files", "Timelines", "Formats", "Presets", "Weights", "Graphs", "Networks",
                "Imaging", "Inference", "Matching", "BuiltinNetworks", "Media", "Rendering",
                "Segments", "Bundles",
            ]),
        .executableTarget(
            name: "segue",
            dependencies: [
                "Files", "Timelines", "Formats", "Presets", "Graphs", "Networks", "Imaging",
                "Inference", "Matching", "BuiltinNetworks", "Rendering", "Segments", "Bundles",
                "Studio", "Weights", argumentParser,
            ],
            swiftSettings: settings),

        // Programs that show the library in use.
        example("Midpoint"),
        example("Transition"),

        // The foreign libraries, one target each, and our own kernels.
        .systemLibrary(
            name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(
            name: "CFFmpeg",
            providers: [
                .apt(["libavcodec-dev", "libavformat-dev", "libavfilter-dev", "libswscale-dev"])
            ]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CLCMS", providers: [.apt(["liblcms2-dev"])]),
        .systemLibrary(name: "COpenEXR", providers: [.apt(["libopenexr-dev"])]),
        .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CTIFF", providers: [.apt(["libtiff-dev"])]),
        .systemLibrary(
            name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev", "libjpeg62-turbo-dev"])]),
        .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
        // Of libheif-dev; in C++, to catch what the library throws.  Decodes with FFmpeg.
        .target(
            name: "CHEIF",
            linkerSettings: ["heif", "avcodec", "avutil", "stdc++"].map { .linkedLibrary($0) }),
        .target(name: "CFFmpegLog", linkerSettings: [.linkedLibrary("avutil")]),
        .target(name: "CKernels"),
        .target(name: "CProcess"),

        tests("Files", ["Fixtures"]),
        tests("Timelines", []),
        tests("Formats", ["Imaging", "Timelines"]),
        tests("Presets", ["Files", "Formats", "Timelines", "Imaging", "Fixtures"]),
        tests("Weights", ["Files", "Fixtures"], exclude: ["PyTorch/Fixtures"]),
        tests("Graphs", ["Weights"], exclude: ["Fixtures"]),
        tests(
            "Networks", ["Graphs", "Weights", "Imaging", "Inference", "Fixtures"],
            exclude: ["Fixtures", "ONNXImport/Fixtures"]),
        tests("Imaging", []),
        tests(
            "Inference",
            [
                "BuiltinNetworks", "Graphs", "Networks", "Weights", "Imaging", "CKernels",
                "KernelCases", "Fixtures",
            ],
            exclude: ["Fixtures"]),
        tests(
            "Matching", ["Inference", "Networks", "Graphs", "Weights", "Imaging", "Fixtures"]),
        tests("BuiltinNetworks", ["Weights"], exclude: ["Fixtures"]),
        tests(
            "Media", ["Files", "Formats", "Imaging", "Timelines", "CFFmpeg", "Fixtures"],
            exclude: ["Fixtures"]),
        tests(
            "Rendering",
            [
                "Files", "Formats", "Timelines", "Presets", "Weights", "Graphs", "Networks",
                "Imaging", "Inference", "Matching", "BuiltinNetworks", "Media", "Fixtures",
                "RenderFixtures",
            ], exclude: ["Fixtures"]),
        tests(
            "Bundles",
            [
                "Files", "Formats", "Timelines", "Presets", "Imaging", "Inference", "Media",
                "Rendering", "Fixtures", "RenderFixtures",
            ], exclude: ["documents.py"]),
        tests(
            "Segments",
            [
                "Files", "Formats", "Timelines", "Presets", "Weights", "Imaging", "Inference",
                "Media", "Rendering", "Fixtures", "RenderFixtures",
            ]),
        tests("Studio", ["Presets", "Rendering", "Fixtures"]),
        .testTarget(
            name: "SegueToolTests",
            dependencies: [
                "segue", "Midpoint", "Transition", "Benchmarks", "FilmFuzz", "BuiltinNetworks",
                "Imaging",
                "Media", "Weights",
                "Fixtures",
            ],
            exclude: ["Fixtures"],
            swiftSettings: testSettings),

        // Kernels by themselves; no test.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CKernels", "Graphs", "Imaging", "Inference", "Networks", "Presets",
                "Rendering", "Weights", argumentParser,
            ],
            path: "Tests/Benchmarks", exclude: ["README.md", "against.py", "exactness.py"],
            swiftSettings: settings),

        // Runs graphs for Tests/Differential/differential.py, which compares them with other programs.
        .executableTarget(
            name: "Differential", dependencies: ["Graphs", "Inference", "Networks", "Weights"],
            path: "Tests/Differential/Runner", swiftSettings: settings),

        // Mutated films; the readers of weights are fuzzed by Scripts/fuzz alone.
        .executableTarget(
            name: "FilmFuzz", dependencies: ["Imaging", "Media", "Rendering", argumentParser],
            path: "Tests/Fuzz/Films", swiftSettings: settings),

        // Every kernel on small examples, for tests and Scripts/sanitize-kernels.
        .target(
            name: "KernelCases", dependencies: ["CKernels"], path: "Tests/KernelCases",
            exclude: ["sanitized.c"]),

        // Small networks, pictures, folders and the real data for several of them.
        .target(
            name: "Fixtures", dependencies: ["Weights", "Imaging", "Media"],
            path: "Tests/Fixtures", swiftSettings: settings),

        // Plans and renders of small presets.
        .target(
            name: "RenderFixtures",
            dependencies: ["Fixtures", "Imaging", "Media", "Presets", "Rendering", "Timelines"],
            path: "Tests/RenderFixtures", swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
