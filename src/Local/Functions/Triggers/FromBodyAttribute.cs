namespace Microsoft.Azure.Functions.Worker.Converters
{
    /// <summary>The base of attributes that say how a parameter is made.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Parameter | AttributeTargets.Enum | AttributeTargets.Struct, AllowMultiple = true)]
    public class InputConverterAttribute : Attribute
    {
        internal InputConverterAttribute()
        {
        }
    }
}

namespace Microsoft.Azure.Functions.Worker.Http
{
    /// <summary>Fills the parameter from the request's JSON body.</summary>
    public class FromBodyAttribute : Converters.InputConverterAttribute
    {
        /// <summary>Creates the attribute.</summary>
        public FromBodyAttribute()
        {
        }
    }
}
