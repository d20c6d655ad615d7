using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace HubAutomation.Testing;

/// <summary>Declarations as C# would write them, with every name in full: the lines of <see cref="PublicApi"/>.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Header(Type type) =>
        $"{Attributes(type)}public {Kind(type)} {TypeText.Of(type)}{Parents(type)}{Constraints(type.GetGenericArguments())}";

    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (field.Name, Value: Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)))
                .OrderBy(field => field.Value).Select(field => $"{field.Name} = {field.Value}");
        if (IsDelegate(type))
            return [MethodLine(type.GetMethod("Invoke")!, "")];
        return
        [
            .. Sorted(type.GetFields(Declared).Where(field => IsVisible(field.Attributes)).Select(FieldLine)),
            .. Sorted(type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && IsVisible(constructor)).Select(ConstructorLine)),
            .. Sorted(type.GetProperties(Declared).Where(property => Accessors(property).Any()).Select(PropertyLine)),
            .. Sorted(type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod!)).Select(EventLine)),
            .. Sorted(type.GetMethods(Declared).Where(IsOrdinary).Select(method => $"M {Attributes(method)}{MethodLine(method, Modifiers(method))}")),
        ];
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> lines) => lines.Order(StringComparer.Ordinal);

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when IsDelegate(type) => "delegate",
        _ => (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        } + (type.GetMethod("<Clone>$") is null ? "class" : "record"),
    };

    private static bool IsDelegate(Type type) => type.IsSubclassOf(typeof(Delegate));

    private static string Parents(Type type)
    {
        if (type.IsEnum || IsDelegate(type))
            return "";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var interfaces = type.GetInterfaces().Where(i => i.IsVisible).Except(inherited)
            .Select(TypeText.Of).Order(StringComparer.Ordinal);
        var parents = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)
            ? interfaces.Prepend(TypeText.Of(parent))
            : interfaces;
        return string.Join(", ", parents) is { Length: > 0 } text ? " : " + text : "";
    }

    private static string FieldLine(FieldInfo field)
    {
        var modifiers = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue(), field.FieldType) : "";
        return $"F {Attributes(field)}{Access(field.Attributes)}{modifiers}{TypeText.Of(field)} {field.Name}{value}";
    }

    private static string ConstructorLine(ConstructorInfo constructor) =>
        $"C {Attributes(constructor)}{Access(constructor)}{TypeText.SimpleName(constructor.DeclaringType!)}({Parameters(constructor)})";

    private static string PropertyLine(PropertyInfo property)
    {
        var accessors = Accessors(property).ToArray();
        var widest = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var name = property.GetIndexParameters().Length > 0
            ? $"this[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]"
            : property.Name;
        var bodies = accessors.Select(accessor =>
            (Access(accessor) == Access(widest) ? "" : Access(accessor)) + (accessor == property.GetMethod ? "get; " : IsInit(accessor) ? "init; " : "set; "));
        return $"P {Attributes(property)}{Modifiers(widest)}{TypeText.Of(property)} {name} {{ {string.Concat(bodies)}}}";
    }

    private static string EventLine(EventInfo @event) =>
        $"E {Modifiers(@event.AddMethod!)}{TypeText.Of(@event.EventHandlerType!)} {@event.Name}";

    private static string MethodLine(MethodInfo method, string modifiers)
    {
        var generic = method.GetGenericArguments();
        var arguments = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(argument => argument.Name))}>";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{modifiers}{TypeText.Of(method.ReturnParameter)} {method.Name}{arguments}({extension}{Parameters(method)}){Constraints(generic)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var mode = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
        };
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{mode}{TypeText.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Literal(object? value, Type type) => value switch
    {
        null => type.IsValueType ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } @enum =>
            $"({TypeText.Of(@enum)}){Convert.ToInt64(value, CultureInfo.InvariantCulture)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Constraints(IEnumerable<Type> arguments) => string.Concat(arguments.Select(argument =>
    {
        var special = argument.GenericParameterAttributes;
        IEnumerable<string> parts =
        [
            .. special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["struct"] : Array.Empty<string>(),
            .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(TypeText.Of).Order(StringComparer.Ordinal),
            .. special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
                && !special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["new()"] : Array.Empty<string>(),
        ];
        return parts.Any() ? $" where {argument.Name} : {string.Join(", ", parts)}" : "";
    }));

    /// <summary>Only attributes that callers depend on.</summary>
    private static string Attributes(MemberInfo member) => string.Concat(member.GetCustomAttributesData()
        .Where(data => data.AttributeType == typeof(AttributeUsageAttribute)
            || data.AttributeType == typeof(FlagsAttribute)
            || data.AttributeType == typeof(ObsoleteAttribute))
        .Select(data => $"[{data.AttributeType.Name[..^"Attribute".Length]}({string.Join(", ", AttributeArguments(data))})] "));

    private static IEnumerable<string> AttributeArguments(CustomAttributeData data) =>
        data.ConstructorArguments.Select(argument => Literal(argument.Value, argument.ArgumentType))
            .Concat(data.NamedArguments.Select(argument => $"{argument.MemberName} = {argument.TypedValue.Value}"));

    private static string Modifiers(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface)
            return method.IsStatic ? "static " : "";
        var overrides = method.GetBaseDefinition() != method;
        return Access(method) + method switch
        {
            { IsStatic: true } => "static ",
            { IsAbstract: true } => overrides ? "abstract override " : "abstract ",
            { IsVirtual: true, IsFinal: true } => overrides ? "sealed override " : "",
            { IsVirtual: true } => overrides ? "override " : "virtual ",
            _ => "",
        };
    }

    private static bool IsOrdinary(MethodInfo method) =>
        IsVisible(method) && !method.Name.Contains('<', StringComparison.Ordinal) &&
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static IEnumerable<MethodInfo> Accessors(PropertyInfo property) =>
        new[] { property.GetMethod, property.SetMethod }.OfType<MethodInfo>().Where(IsVisible);

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(FieldAttributes field) =>
        (field & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Access(MethodBase method) =>
        method.DeclaringType!.IsInterface ? "" : method.IsPublic ? "public " : "protected ";

    private static string Access(FieldAttributes field) =>
        (field & FieldAttributes.FieldAccessMask) == FieldAttributes.Public ? "public " : "protected ";
}
