using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;

namespace Azure.Data.Tables.Entities;

/// <summary>
/// What a typed entity stores besides keys, timestamp and version: its public properties and fields, under their own name or the one that
/// <see cref="DataMemberAttribute"/> gives, without those that carry <see cref="IgnoreDataMemberAttribute"/>.
/// </summary>
internal sealed class EntityModel
{
    private static readonly ConcurrentDictionary<Type, EntityModel> Models = new();

    private EntityModel(Type type)
    {
        Members =
        [
            .. type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
                .Where(member => !member.IsDefined(typeof(IgnoreDataMemberAttribute)) && !IsSystemProperty(member))
                .Select(MemberOf).OfType<Member>(),
        ];
    }

    public IReadOnlyList<Member> Members { get; }

    public static EntityModel Of(Type type) => Models.GetOrAdd(type, static type => new EntityModel(type));

    /// <summary>The stored name of a property or field.</summary>
    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    // These go through the interface, so that an explicit implementation is found too.
    private static bool IsSystemProperty(MemberInfo member) => member is PropertyInfo
    {
        Name: PropertyNames.PartitionKey or PropertyNames.RowKey or PropertyNames.Timestamp or PropertyNames.ETag,
    };

    private static Member? MemberOf(MemberInfo member) => member switch
    {
        PropertyInfo property when property.GetIndexParameters().Length == 0 => new Member(
            NameOf(property),
            property.PropertyType,
            property.GetMethod is { IsPublic: true } ? property.GetValue : null,
            property.SetMethod is { IsPublic: true } ? property.SetValue : null),
        FieldInfo field => new Member(
            NameOf(field),
            field.FieldType,
            field.GetValue,
            field.IsInitOnly ? null : field.SetValue),
        _ => null,
    };

    /// <param name="Name">Name of the property in the table.</param>
    /// <param name="Type">Declared type.</param>
    /// <param name="Get">Null where it cannot be read.</param>
    /// <param name="Set">Null where it cannot be written.</param>
    internal sealed record Member(string Name, Type Type, Func<object, object?>? Get, Action<object, object?>? Set);
}
