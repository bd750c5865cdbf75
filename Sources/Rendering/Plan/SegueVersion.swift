/// The program as plans know it.
public enum SegueVersion {
    /// Rises with every release.
    public static let current = "0.1.0"
}
