#nullable disable

namespace Azure.Communication.Email;

/// <summary>How far the service has got with a mail.</summary>
/// <param name="value">The service's word for it.</param>
public readonly struct EmailSendStatus(string value) : IEquatable<EmailSendStatus>
{
    private readonly string word = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>It has not been begun.</summary>
    public static EmailSendStatus NotStarted { get; } = new(Values.NotStarted);

    /// <summary>It is under way.</summary>
    public static EmailSendStatus Running { get; } = new(Values.Running);

    /// <summary>It is out for delivery.</summary>
    public static EmailSendStatus Succeeded { get; } = new(Values.Succeeded);

    /// <summary>It was not sent.</summary>
    public static EmailSendStatus Failed { get; } = new(Values.Failed);

    /// <summary>It was taken back.</summary>
    public static EmailSendStatus Canceled { get; } = new(Values.Canceled);

    /// <inheritdoc/>
    public static bool operator ==(EmailSendStatus left, EmailSendStatus right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(EmailSendStatus left, EmailSendStatus right) => !left.Equals(right);

    /// <summary>The status of that word.</summary>
    public static implicit operator EmailSendStatus(string value) => new(value);

    /// <summary>Words are compared without regard to case.</summary>
    public bool Equals(EmailSendStatus other) => string.Equals(word, other.word, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is EmailSendStatus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(word ?? string.Empty);

    /// <inheritdoc/>
    public override string ToString() => word;

    /// <summary>The words.</summary>
    public static class Values
    {
        /// <inheritdoc cref="EmailSendStatus.NotStarted"/>
        public const string NotStarted = "NotStarted";

        /// <inheritdoc cref="EmailSendStatus.Running"/>
        public const string Running = "Running";

        /// <inheritdoc cref="EmailSendStatus.Succeeded"/>
        public const string Succeeded = "Succeeded";

        /// <inheritdoc cref="EmailSendStatus.Failed"/>
        public const string Failed = "Failed";

        /// <inheritdoc cref="EmailSendStatus.Canceled"/>
        public const string Canceled = "Canceled";
    }
}
