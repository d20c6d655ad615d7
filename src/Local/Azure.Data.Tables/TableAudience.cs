#nullable disable

using System.ComponentModel;

namespace Azure.Data.Tables;

/// <summary>The cloud that a Microsoft Entra token is asked for.</summary>
public readonly struct TableAudience : IEquatable<TableAudience>
{
    private const string DefaultScope = ".default";

    private readonly string value;

    /// <param name="value">Address of the resource, such as <c>https://storage.azure.com</c>.</param>
    public TableAudience(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        this.value = value;
    }

    public static TableAudience AzureChina { get; } = new("AzureChina");

    public static TableAudience AzureGovernment { get; } = new("AzureGov");

    public static TableAudience AzurePublicCloud { get; } = new("AzurePublic");

    internal string Scope
    {
        get
        {
            var resource = value switch
            {
                "AzureChina" => "https://storage.azure.cn",
                "AzureGov" => "https://storage.azure.us",
                "AzurePublic" => "https://storage.azure.com",
                _ => value.TrimEnd('/'),
            };
            return resource.EndsWith("/" + DefaultScope, StringComparison.OrdinalIgnoreCase) ? resource : $"{resource}/{DefaultScope}";
        }
    }

    public static implicit operator TableAudience(string value) => new(value);

    public static bool operator ==(TableAudience left, TableAudience right) => left.Equals(right);

    public static bool operator !=(TableAudience left, TableAudience right) => !left.Equals(right);

    /// <summary>Compares without regard to upper and lower case.</summary>
    public bool Equals(TableAudience other) => string.Equals(value, other.value, StringComparison.OrdinalIgnoreCase);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object obj) => obj is TableAudience other && Equals(other);

    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(value);

    public override string ToString() => value;
}
