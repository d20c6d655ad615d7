using System.Linq.Expressions;

namespace Azure.Data.Tables.Filters;

/// <summary>Tells what depends on the entity from what can be computed before anything is sent.</summary>
internal static class ExpressionParts
{
    public static bool IsUsedIn(this ParameterExpression parameter, Expression expression)
    {
        var search = new ParameterSearch(parameter);
        search.Visit(expression);
        return search.Found;
    }

    public static object? Evaluate(this Expression expression) => expression is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();

    private sealed class ParameterSearch(ParameterExpression parameter) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == parameter;
            return node;
        }
    }
}
