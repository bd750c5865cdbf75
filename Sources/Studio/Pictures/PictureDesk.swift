import Foundation
import Imaging
import Rendering
import Synchronization

/// Makes the images that pages ask for: small ones for what moves on one thread, large ones and thumbnails on
/// another, so that a drag never waits for a large image.
///
/// Of each page and each place on it only the newest wish is kept; nothing is queued.
final class PictureDesk: Sendable {
    private let state = Mutex(State())
    /// By thread: counts its wishes.
    private let semaphores = Thread.allCases.map { _ in DispatchSemaphore(value: 0) }

    /// An image that a page wishes for.
    struct Wish: Sendable {
        let outbox: Outbox
        let page: PageNumber
        let purpose: ImageMessage.Purpose
        let index: Int
        let id: UInt32
        let frame: Int
        let view: FrameViewer.View
        let mixture: FrameViewer.Mixture?
        /// At the result's size, as PNG.
        let isFull: Bool
        /// Rows of a thumbnail; nil for what is no thumbnail.
        let height: Int?
        /// How many images the strip has of which this is one.
        var stripCount = 0
    }

    private struct Place: Hashable {
        let page: PageNumber
        let purpose: ImageMessage.Purpose
        let index: Int
    }

    /// Who makes an image.
    private enum Thread: Int, CaseIterable { case quick, thorough }

    private struct State {
        var plan: (plan: RenderPlan, revision: Int)?
        /// By thread, in the order in which they are made.
        var wishes = [[(place: Place, wish: Wish)]](repeating: [], count: Thread.allCases.count)
        var isOver = false

        mutating func removeAll(where isUnwanted: (Place) -> Bool) {
            for thread in wishes.indices { wishes[thread].removeAll { isUnwanted($0.place) } }
        }
    }

    /// Columns of quick images at the most.
    static let quickWidth = 320

    init() {
        for thread in Thread.allCases {
            Foundation.Thread.detachNewThread { [self] in
                var viewers = Viewers(quickly: thread == .quick)
                while let (wish, plan, revision) = next(of: thread) {
                    viewers.make(wish, plan, revision)
                }
            }
        }
    }

    /// What images are made of from now on.
    func use(_ plan: RenderPlan, revision: Int) {
        let waiting = state.withLock { state in
            state.plan = (plan, revision)
            return state.wishes.map(\.count)
        }
        // Wishes from before the first plan.
        for (semaphore, count) in zip(semaphores, waiting) {
            for _ in 0..<count { semaphore.signal() }
        }
    }

    /// Takes a wish, in the place of an older one for the same place on the page.
    func take(_ wish: Wish) {
        let place = Place(page: wish.page, purpose: wish.purpose, index: wish.index)
        let thread = wish.isFull || wish.height != nil ? Thread.thorough : .quick
        state.withLock { state in
            // A slot has one wish, quick or thorough.
            state.removeAll { $0 == place }
            // Frames come before thumbnails.
            let line = state.wishes[thread.rawValue]
            let first = wish.height == nil ? line.firstIndex { $0.wish.height != nil } : nil
            state.wishes[thread.rawValue].insert((place, wish), at: first ?? line.count)
        }
        semaphores[thread.rawValue].signal()
    }

    /// Forgets the thumbnails of a kind that a page still waits for.
    func drop(_ purpose: ImageMessage.Purpose, of page: PageNumber) {
        state.withLock { $0.removeAll { $0.page == page && $0.purpose == purpose } }
    }

    /// Forgets a page.
    func drop(_ page: PageNumber) {
        state.withLock { $0.removeAll { $0.page == page } }
    }

    /// Ends the threads.
    func stop() {
        state.withLock { $0.isOver = true }
        for semaphore in semaphores { semaphore.signal() }
    }

    /// The next wish as soon as there is one, and what it is made of; nil at the end.
    private func next(of thread: Thread) -> (Wish, RenderPlan, Int)? {
        while true {
            semaphores[thread.rawValue].wait()
            let found = state.withLock { state -> (Wish, RenderPlan, Int)?? in
                guard !state.isOver else { return .some(nil) }
                guard !state.wishes[thread.rawValue].isEmpty, let plan = state.plan else {
                    return nil
                }
                let wish = state.wishes[thread.rawValue].removeFirst().wish
                return (wish, plan.plan, plan.revision)
            }
            if let found { return found }
        }
    }
}
