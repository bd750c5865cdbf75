/// How many pictures are rendered at a time, and on how many threads each.
struct Parallelism: Sendable, Equatable {
    /// 1 or more.
    let workers: Int
    /// 1 or more.
    let threads: Int
}

extension Parallelism {
    /// The workforces to consider, the fastest first: as many workers of one thread as there are cores,
    /// then fewer, which share the cores out among them.
    ///
    /// - Parameters:
    ///   - pictures: no more workers than there are pictures.
    ///   - workers: what the user says; nil to decide.
    ///   - threads: what the user says; nil to decide.
    static func candidates(
        cores: Int, pictures: Int, workers: Int?, threads: Int?
    ) -> [Parallelism] {
        let most = max(1, min(workers ?? cores / (threads ?? 1), pictures))
        let counts = workers == nil ? Array((1...most).reversed()) : [most]
        return counts.map { Parallelism(workers: $0, threads: threads ?? max(1, cores / $0)) }
    }
}
