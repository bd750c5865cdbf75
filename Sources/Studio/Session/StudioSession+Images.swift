import Inference
import Rendering
import Timelines

/// Wishes for images.
extension StudioSession {
    /// Thumbnails of a strip, and of all networks, at the most.
    private static let thumbnailLimit = 200

    func wish(_ request: PageRequest, _ page: PageNumber, _ outbox: Outbox) throws {
        guard let plan else { return }
        let (count, id) = (plan.timeline.frameCount, request.id ?? 0)
        func wish(
            _ purpose: ImageMessage.Purpose, _ index: Int, frame: Int, _ view: FrameViewer.View,
            _ mixture: FrameViewer.Mixture? = nil, isFull: Bool = false, height: Int? = nil,
            stripCount: Int = 0
        ) {
            desk.take(
                PictureDesk.Wish(
                    outbox: outbox, page: page, purpose: purpose, index: index, id: id,
                    frame: min(max(frame, 0), count - 1), view: view, mixture: mixture,
                    isFull: isFull, height: height, stripCount: stripCount))
        }
        let height = min(max(request.height ?? 48, 16), 160)
        switch request.type {
        case .show:
            wish(
                request.slot == .b ? .slotB : .slotA, 0, frame: request.frame ?? 0,
                try view(request, plan), try mixture(request, plan), isFull: request.size == .full)
        case .strip:
            desk.drop(.strip, of: page)
            let tiles = min(max(request.count ?? 1, 1), Self.thumbnailLimit)
            for index in 0..<tiles {
                let frame = (2 * index + 1) * count / (2 * tiles)
                wish(.strip, index, frame: frame, .frame, height: height, stripCount: tiles)
            }
        case .corners:
            desk.drop(.corner, of: page)
            for (index, name) in plan.family.names.enumerated().prefix(Self.thumbnailLimit) {
                wish(
                    .corner, index, frame: request.frame ?? 0, .network(name), height: height)
            }
        default: break
        }
    }

    private func view(_ request: PageRequest, _ plan: RenderPlan) throws -> FrameViewer.View {
        switch request.view ?? .frame {
        case .frame: return .frame
        case .input: return .input
        case .crossFade: return .crossFade
        case .network:
            guard let name = request.network, plan.family.names.contains(name) else {
                throw Refusal("no network of that name")
            }
            return .network(name)
        }
    }

    private func mixture(
        _ request: PageRequest, _ plan: RenderPlan
    ) throws -> FrameViewer.Mixture? {
        guard let weights = request.weights else { return nil }
        let lane = request.lane ?? 0
        guard plan.paths.indices.contains(lane) else {
            throw Refusal("lane \(lane): there is none")
        }
        let numbers = plan.family.names.map { weights[$0] ?? 0 }
        let sum = numbers.reduce(0, +)
        guard numbers.allSatisfy({ abs($0) <= 100 }), abs(sum - 1) < 0.01 else {
            throw Refusal("weights whose sum is \(sum), expected 1, and each within -100 to 100")
        }
        return FrameViewer.Mixture(path: lane, weights: numbers.map { Float($0 / sum) })
    }
}
