internal import COneDNN
import Graphs

/// The threads that one worker computes with: oneDNN's own team, used by our loops too.
struct ThreadTeam: Sendable {
    /// 1 or more.
    let threads: Int

    /// Makes the team that of the calling thread.
    ///
    /// OpenMP keeps the number with the thread that calls, and a task may move between threads, so
    /// every entry to the engine calls this first.
    func adopt() { omp_set_num_threads(Int32(threads)) }

    /// Runs the body over a range that is cut into one piece a thread.
    ///
    /// The body must compute every index by itself: which thread takes it makes no difference.
    func forEach(_ count: Int, _ body: (Range<Int>) -> Void) {
        forEach(count) { range, _ in body(range) }
    }

    /// Runs the body over a range that is cut into one piece a thread, with the thread's number, 0.. .
    func forEach(_ count: Int, _ body: (Range<Int>, Int) -> Void) {
        let team = min(threads, count)
        guard team > 1 else {
            if count > 0 { body(0..<count, 0) }
            return
        }
        withoutActuallyEscaping(body) { body in
            var work = Work(count: count, body: body)
            withUnsafeMutablePointer(to: &work) { pointer in
                GOMP_parallel(Work.run, pointer, UInt32(team), 0)
            }
        }
    }

    private struct Work {
        let count: Int
        let body: (Range<Int>, Int) -> Void

        /// One thread's piece; OpenMP may grant fewer threads than asked, so the team is counted here.
        static let run: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
            guard let work = context?.assumingMemoryBound(to: Work.self).pointee else { return }
            let (thread, team) = (Int(omp_get_thread_num()), Int(omp_get_num_threads()))
            let piece = work.count * thread / team..<work.count * (thread + 1) / team
            if !piece.isEmpty { work.body(piece, thread) }
        }
    }
}
