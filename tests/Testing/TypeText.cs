using System.Reflection;

namespace HubAutomation.Testing;

/// <summary>Type names as C# writes them, with the nullability of reference types that the compiler keeps in attributes.</summary>
internal static class TypeText
{
    private const string NullableName = "System.Runtime.CompilerServices.NullableAttribute";
    private const string ContextName = "System.Runtime.CompilerServices.NullableContextAttribute";
    private const byte Annotated = 2;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Text(type, new Flags([], 0));

    public static string Of(FieldInfo field) => Text(field.FieldType, Flags.Of(field, field.DeclaringType));

    public static string Of(PropertyInfo property) => Text(property.PropertyType, Flags.Of(property, property.DeclaringType));

    public static string Of(ParameterInfo parameter) =>
        Text(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType, Flags.Of(parameter));

    public static string SimpleName(Type type) => type.Name.Split('`')[0];

    private static string Text(Type type, Flags flags)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Text(underlying, flags) + "?";
        if (type.IsArray)
        {
            var mark = flags.NextMark();
            return $"{Text(type.GetElementType()!, flags)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }
        // A value type without type arguments has no byte in the attribute; one with them has a byte that says nothing.
        var suffix = type.IsValueType && !type.IsGenericType ? "" : flags.NextMark();
        if (type.IsGenericParameter)
            return type.Name + suffix;
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword + suffix;
        var arguments = new Queue<Type>(type.GetGenericArguments());
        var name = string.Join(".", Nesting(type).Select(part => Named(part, arguments, flags)));
        return (string.IsNullOrEmpty(type.Namespace) ? name : $"{type.Namespace}.{name}") + suffix;
    }

    private static string Named(Type part, Queue<Type> arguments, Flags flags)
    {
        var own = part.GetGenericArguments().Length - (part.DeclaringType?.GetGenericArguments().Length ?? 0);
        return own == 0
            ? SimpleName(part)
            : $"{SimpleName(part)}<{string.Join(", ", Enumerable.Range(0, own).Select(_ => Text(arguments.Dequeue(), flags)))}>";
    }

    private static IEnumerable<Type> Nesting(Type type) =>
        type.DeclaringType is { } outer ? Nesting(outer).Append(type) : [type];

    /// <summary>One byte for each reference in a type, outermost first; a single byte holds for all.</summary>
    private sealed class Flags(byte[] bytes, byte context)
    {
        private int next;

        public string NextMark()
        {
            var flag = bytes.Length switch { 0 => context, 1 => bytes[0], _ => bytes[next] };
            next++;
            return flag == Annotated ? "?" : "";
        }

        public static Flags Of(MemberInfo member, Type? declaring) =>
            new(Bytes(member.GetCustomAttributesData()), Context(null, declaring));

        public static Flags Of(ParameterInfo parameter)
        {
            var attributes = parameter.GetCustomAttributesData();
            return new Flags(Bytes(attributes), Context(parameter.Member, parameter.Member.DeclaringType));
        }

        private static byte[] Bytes(IEnumerable<CustomAttributeData> attributes)
        {
            var value = attributes.FirstOrDefault(data => data.AttributeType.FullName == NullableName)?.ConstructorArguments[0].Value;
            return value switch
            {
                byte single => [single],
                IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(argument => (byte)argument.Value!)],
                _ => [],
            };
        }

        private static byte Context(MemberInfo? member, Type? type)
        {
            if (member is not null && ContextOf(member) is { } own)
                return own;
            for (; type is not null; type = type.DeclaringType)
                if (ContextOf(type) is { } outer)
                    return outer;
            return 0;
        }

        private static byte? ContextOf(MemberInfo member) =>
            member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.FullName == ContextName)
                ?.ConstructorArguments[0].Value as byte?;
    }
}
