import Imaging
import Testing

@testable import Rendering

/// The pictures that `bench` measures with.
struct TestPicturesTests {
    @Test func `pictures are the same every time and differ from frame to frame`() throws {
        let (first, second) = (
            try TestPictures(width: 40, height: 30), try TestPictures(width: 40, height: 30)
        )
        let pictures = try (0..<100).map { try first.picture(ofFrame: $0) }
        #expect(try pictures == (0..<100).map { try second.picture(ofFrame: $0) })
        for (index, picture) in pictures.enumerated() {
            #expect((picture.width, picture.height, picture.channels) == (40, 30, 3))
            #expect(picture.samples.allSatisfy { (0...1).contains($0) })
            #expect(!pictures[..<index].contains(picture))
        }
    }

    @Test func `neighbours are alike and what is far apart is not, as in natural pictures`() throws
    {
        let picture = try TestPictures(width: 320, height: 200).picture(ofFrame: 7)
        let distances = [1, 2, 4, 8, 16, 32].map { difference(picture, at: $0) }
        #expect(zip(distances, distances.dropFirst()).allSatisfy { $0 < $1 })
        // White noise has the same difference at every distance.
        #expect(distances[0] < 0.25 * distances[5])
        let mean = picture.samples.reduce(0, +) / Float(picture.samples.count)
        #expect((0.3...0.7).contains(mean))
    }

    @Test(arguments: [(1, 1), (1, 300), (300, 1), (17, 5)])
    func `the smallest sizes have pictures`(width: Int, height: Int) throws {
        let picture = try TestPictures(width: width, height: height).picture(ofFrame: 3599)
        #expect((picture.width, picture.height) == (width, height))
    }

    /// The mean square difference of pixels so many columns apart.
    private func difference(_ picture: Image, at distance: Int) -> Double {
        var (sum, count) = (0.0, 0.0)
        for row in 0..<3 * picture.height {
            for x in 0..<picture.width - distance {
                let start = row * picture.width + x
                let difference = picture.samples[start + distance] - picture.samples[start]
                sum += Double(difference * difference)
                count += 1
            }
        }
        return sum / count
    }
}
