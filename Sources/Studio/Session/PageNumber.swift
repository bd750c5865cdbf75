/// A page that is open: a number that no other page has had.
struct PageNumber: Hashable, Sendable {
    let number: Int
}
