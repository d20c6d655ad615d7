using System.Globalization;
using System.Reflection;

namespace HubAutomation.Local.Functions.Invocation;

/// <summary>Turns route values and parts of blob paths into what a parameter asks for.</summary>
internal static class NamedValue
{
    private static readonly Dictionary<Type, Func<string, object>> Readers = new()
    {
        [typeof(string)] = text => text,
        [typeof(Guid)] = text => Guid.Parse(text),
        [typeof(int)] = text => int.Parse(text, CultureInfo.InvariantCulture),
        [typeof(long)] = text => long.Parse(text, CultureInfo.InvariantCulture),
        [typeof(double)] = text => double.Parse(text, CultureInfo.InvariantCulture),
        [typeof(decimal)] = text => decimal.Parse(text, CultureInfo.InvariantCulture),
        [typeof(bool)] = text => bool.Parse(text),
        [typeof(DateTime)] = text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        [typeof(DateTimeOffset)] = text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
    };

    /// <summary>A converter for the parameter's type; null when the type cannot be made from text.</summary>
    public static Func<object?, object?>? ConverterFor(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!Readers.TryGetValue(type, out var read))
        {
            return null;
        }

        // A route value that is optional and absent leaves the parameter at its default, as the worker does.
        var absent = parameter.HasDefaultValue ? parameter.DefaultValue
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
            : null;
        var name = parameter.Name!;
        return value => value is null ? absent : Read(read, name, type, value);
    }

    private static object Read(Func<string, object> read, string name, Type type, object value)
    {
        try
        {
            return value.GetType() == type ? value : read(Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new Microsoft.Azure.Functions.Worker.FunctionInputConverterException(
                $"'{value}' cannot be read as the {type.Name} that '{name}' asks for.", error);
        }
    }
}
