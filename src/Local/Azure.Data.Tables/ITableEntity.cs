// The real package is nullable-oblivious; so is this, for callers to compile against both.
#nullable disable

namespace Azure.Data.Tables;

/// <summary>What every entity has. A class that implements this is a typed entity: its public properties are stored too.</summary>
public interface ITableEntity
{
    /// <summary>Groups entities that a transaction can change together; up to 1 KiB; without <c>/ \ # ?</c> and control characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>Tells entities of a partition apart; same limits as <see cref="PartitionKey"/>.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the entity (UTC); ignored when sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that was read; ignored when sent, except where a method takes it as its condition.</summary>
    ETag ETag { get; set; }
}
