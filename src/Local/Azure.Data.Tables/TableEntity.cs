#nullable disable

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables;

/// <summary>
/// An entity whose properties are decided as it is used. Its keys, its timestamp and its version are among the properties,
/// as <c>PartitionKey</c>, <c>RowKey</c>, <c>Timestamp</c> and <c>odata.etag</c>.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "The name is that of the real package.")]
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> properties;

    public TableEntity()
    {
        properties = [];
    }

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>An entity with a copy of these properties.</summary>
    public TableEntity(IDictionary<string, object> values)
    {
        properties = values is null ? [] : new Dictionary<string, object>(values);
    }

    public string PartitionKey
    {
        get => GetString(PropertyNames.PartitionKey);
        set => properties[PropertyNames.PartitionKey] = value;
    }

    public string RowKey
    {
        get => GetString(PropertyNames.RowKey);
        set => properties[PropertyNames.RowKey] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(PropertyNames.Timestamp);
        set => properties[PropertyNames.Timestamp] = value;
    }

    public ETag ETag
    {
        get => new(GetString(PropertyNames.ODataETag));
        set => properties[PropertyNames.ODataETag] = value.ToString();
    }

    public int Count => properties.Count;

    public ICollection<string> Keys => properties.Keys;

    ICollection<object> IDictionary<string, object>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A property's value; null where the entity has none of that name.</summary>
    /// <remarks>A whole number put where a Double or Int64 is becomes one; any other type replaces what was there.</remarks>
    public object this[string key]
    {
        get
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            return properties.GetValueOrDefault(key);
        }
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            properties[key] = (properties.GetValueOrDefault(key), value) switch
            {
                (double, int number) => (double)number,
                (long, int number) => (long)number,
                (string, DateTime or DateTimeOffset) => Convert.ToString(value, CultureInfo.CurrentCulture),
                _ => value,
            };
        }
    }

    /// <exception cref="InvalidOperationException">The property has another type.</exception>
    public string GetString(string key) => (string)Get(key, typeof(string));

    /// <inheritdoc cref="GetString"/>
    public byte[] GetBinary(string key) => (byte[])Get(key, typeof(byte[]));

    /// <inheritdoc cref="GetString"/>
    public BinaryData GetBinaryData(string key) =>
        this[key] is byte[] bytes ? new BinaryData(bytes) : (BinaryData)Get(key, typeof(BinaryData));

    /// <inheritdoc cref="GetString"/>
    public bool? GetBoolean(string key) => (bool?)Get(key, typeof(bool));

    /// <summary>A point in time, in UTC where it came from the service.</summary>
    /// <inheritdoc cref="GetString"/>
    public DateTime? GetDateTime(string key) =>
        this[key] is DateTimeOffset time ? time.UtcDateTime : (DateTime?)Get(key, typeof(DateTime));

    /// <inheritdoc cref="GetString"/>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        this[key] is DateTime time ? new DateTimeOffset(time) : (DateTimeOffset?)Get(key, typeof(DateTimeOffset));

    /// <inheritdoc cref="GetString"/>
    public double? GetDouble(string key) => (double?)Get(key, typeof(double));

    /// <inheritdoc cref="GetString"/>
    public Guid? GetGuid(string key) => (Guid?)Get(key, typeof(Guid));

    /// <inheritdoc cref="GetString"/>
    public int? GetInt32(string key) => (int?)Get(key, typeof(int));

    /// <inheritdoc cref="GetString"/>
    public long? GetInt64(string key) => (long?)Get(key, typeof(long));

    /// <exception cref="ArgumentException">The entity has the property already.</exception>
    public void Add(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        properties.Add(key, value);
    }

    public bool ContainsKey(string key) => properties.ContainsKey(key);

    public bool Remove(string key) => properties.Remove(key);

    public bool TryGetValue(string key, out object value) => properties.TryGetValue(key, out value);

    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => properties.Remove(item.Key);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();

    private object Get(string key, Type type) => this[key] switch
    {
        null => null,
        var value when type.IsInstanceOfType(value) => value,
        var value => throw new InvalidOperationException($"Cannot return {type} type for a {value.GetType()} typed property."),
    };
}
