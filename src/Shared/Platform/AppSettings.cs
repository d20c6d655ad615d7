using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Shared.Platform;

/// <summary>
/// Reads the app settings of a capability into its record of options, the only place that knows their names: a setting is
/// called as its property, or as the property's <see cref="ConfigurationKeyNameAttribute"/> says; an empty one counts as
/// not set and leaves the property's default.
/// </summary>
public static class AppSettings
{
    /// <summary>The options as configured.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be read; the message names it.</exception>
    public static T Read<T>(IConfiguration configuration)
        where T : class, new()
    {
        var options = new T();
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
        {
            if (configuration[NameOf(property)] is { Length: > 0 })
            {
                var value = configuration.GetValue(property.PropertyType, NameOf(property));
                property.SetValue(options, value, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);
            }
        }

        return options;
    }

    /// <summary>The name of the setting behind a property, with a colon between its levels.</summary>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;
}
