import Foundation
import Testing

@testable import Segments

struct RelativePathsTests {
    @Test(arguments: [
        ("/a/b/film.segments", "/a/b/film.yaml", "../film.yaml"),
        ("/a/b/film.segments", "/a/b/film.segments/x", "x"),
        ("/a/b/film.segments", "/a/nets/x.onnx", "../../nets/x.onnx"),
        ("/a/b/film.segments", "/other/x.png", "/other/x.png"),
        ("/a/./b/../b/s/", "/a//b/x", "../x"),
    ])
    func `a path is named as the folder sees it`(folder: String, path: String, named: String) {
        let paths = RelativePaths(to: folder)
        #expect(paths.path(path) == named)
        let plain = path.replacingOccurrences(of: "//", with: "/")
        #expect(paths.resolved(named) == plain)
    }

    @Test func `a folder that is seen elsewhere finds what lies around it`() {
        let named = RelativePaths(to: "/mnt/a/film.segments").path("/mnt/a/in/photo.png")
        #expect(RelativePaths(to: "/srv/b/film.segments").resolved(named) == "/srv/b/in/photo.png")
    }
}
