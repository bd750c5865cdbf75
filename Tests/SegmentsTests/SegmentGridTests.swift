import Testing

@testable import Segments

struct SegmentGridTests {
    @Test(arguments: 1...40, [1, 2, 7, 39, 40, 41, 100])
    func `every frame is in exactly the segment that its number says`(count: Int, length: Int) {
        let grid = SegmentGrid(length: length, frameCount: count)
        let frames = (0..<grid.count).flatMap { Array(grid.frames(of: $0)) }
        #expect(frames == Array(0..<count))
        for frame in 0..<count {
            #expect(grid.frames(of: grid.number(ofFrame: frame)).contains(frame))
        }
        #expect(grid.frames(of: grid.count).isEmpty)
        #expect(grid.numbers(of: 0..<count) == 0..<grid.count)
    }

    @Test func `a part of the frames has the segments that it touches`() {
        let grid = SegmentGrid(length: 10, frameCount: 95)
        #expect(grid.numbers(of: 9..<11) == 0..<2)
        #expect(grid.numbers(of: 10..<20) == 1..<2)
        #expect(grid.numbers(of: 94..<95) == 9..<10)
        #expect(grid.numbers(of: 5..<5) == 0..<0)
    }
}
