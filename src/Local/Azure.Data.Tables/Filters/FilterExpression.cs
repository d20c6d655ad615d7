using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Filters;

/// <summary>
/// Expressions as filters of the service: comparisons of a property with a value, joined by and, or, not. What does not depend on the
/// entity is computed first. What the service cannot answer as the expression means it is refused rather than bent.
/// </summary>
internal static class FilterExpression
{
    /// <returns>The filter; null where every entity passes.</returns>
    /// <exception cref="NotSupportedException">The service cannot answer the expression; the message shows the part.</exception>
    public static string? Translate<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Condition(filter.Body, filter.Parameters[0]);
    }

    private static string? Condition(Expression expression, ParameterExpression entity) => expression switch
    {
        _ when !entity.IsUsedIn(expression) => expression.Evaluate() is true ? null : throw Refused(expression),
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both =>
            Join(Condition(both.Left, entity), "and", Condition(both.Right, entity)),
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either =>
            Condition(either.Left, entity) is { } left && Condition(either.Right, entity) is { } right ? Join(left, "or", right) : null,
        BinaryExpression comparison => Comparison(comparison, entity),
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Condition(not.Operand, entity) ?? throw Refused(not)})",
        UnaryExpression { NodeType: ExpressionType.Convert } converted => Condition(converted.Operand, entity),
        MethodCallExpression { Method.Name: nameof(Equals) } call => Equality(call, entity),
        _ when expression.Type == typeof(bool) || expression.Type == typeof(bool?) => $"{Property(expression, entity)} eq true",
        _ => throw Refused(expression),
    };

    private static string? Join(string? left, string word, string? right) =>
        left is null ? right : right is null ? left : $"({left}) {word} ({right})";

    private static string Comparison(BinaryExpression comparison, ParameterExpression entity)
    {
        var (left, right) = CompareCall(comparison) ?? (comparison.Left, comparison.Right);
        var reversed = !entity.IsUsedIn(left);
        var (property, value) = reversed ? (right, left) : (left, right);
        return Compare(property, Word(comparison, reversed), value, entity);
    }

    /// <summary><c>string.Compare(a, b) OP 0</c> and <c>a.CompareTo(b) OP 0</c> mean <c>a OP b</c>.</summary>
    private static (Expression, Expression)? CompareCall(BinaryExpression comparison)
    {
        if (comparison.Left is not MethodCallExpression { Method.Name: nameof(string.Compare) or nameof(string.CompareTo) or nameof(string.CompareOrdinal) } call)
            return null;
        if (comparison.Right is not ConstantExpression { Value: 0 })
            throw Refused(comparison);
        return Operands(call);
    }

    private static string Equality(MethodCallExpression call, ParameterExpression entity)
    {
        var (left, right) = Operands(call);
        return entity.IsUsedIn(left) ? Compare(left, "eq", right, entity) : Compare(right, "eq", left, entity);
    }

    /// <summary>A third argument would say how to compare, which the service does not do.</summary>
    private static (Expression, Expression) Operands(MethodCallExpression call) => (call.Object, call.Arguments) switch
    {
        ({ } subject, [var other]) => (subject, other),
        (null, [var left, var right]) => (left, right),
        _ => throw Refused(call),
    };

    private static string Compare(Expression property, string word, Expression value, ParameterExpression entity)
    {
        if (entity.IsUsedIn(value))
            throw Refused(value);
        // An enum is stored by its name, but compared by its number here: the two orders have nothing to do with each other.
        if ((Nullable.GetUnderlyingType(Unconverted(property).Type) ?? Unconverted(property).Type).IsEnum)
            throw Refused(property);
        return $"{Property(property, entity)} {word} {FilterText.Literal(value.Evaluate() ?? throw Refused(value))}";
    }

    private static string Word(BinaryExpression comparison, bool reversed) => (comparison.NodeType, reversed) switch
    {
        (ExpressionType.Equal, _) => "eq",
        (ExpressionType.NotEqual, _) => "ne",
        (ExpressionType.GreaterThan, false) or (ExpressionType.LessThan, true) => "gt",
        (ExpressionType.GreaterThanOrEqual, false) or (ExpressionType.LessThanOrEqual, true) => "ge",
        (ExpressionType.LessThan, false) or (ExpressionType.GreaterThan, true) => "lt",
        (ExpressionType.LessThanOrEqual, false) or (ExpressionType.GreaterThanOrEqual, true) => "le",
        _ => throw Refused(comparison),
    };

    /// <summary>The stored name: of a typed entity's member, or the text given to an indexer or to a method like <c>GetString</c>.</summary>
    private static string Property(Expression expression, ParameterExpression entity) => Unconverted(expression) switch
    {
        MemberExpression { Member: { Name: "Value", DeclaringType: { IsGenericType: true } type }, Expression: { } nullable }
            when type.GetGenericTypeDefinition() == typeof(Nullable<>) => Property(nullable, entity),
        MemberExpression member when member.Expression is { } owner && Unconverted(owner) == entity => NameOf(member.Member),
        MethodCallExpression { Object: { } owner, Arguments: [var name] } call when Unconverted(owner) == entity && IsGetter(call.Method) =>
            name.Evaluate() as string ?? throw Refused(call),
        _ => throw Refused(expression),
    };

    private static string NameOf(MemberInfo member) =>
        member.DeclaringType == typeof(TableItem) && member.Name == nameof(TableItem.Name) ? "TableName" : EntityModel.NameOf(member);

    private static bool IsGetter(MethodInfo method) =>
        method.Name == "get_Item" || (method.DeclaringType == typeof(TableEntity) && method.Name.StartsWith("Get", StringComparison.Ordinal));

    private static Expression Unconverted(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } converted
            ? Unconverted(converted.Operand)
            : expression;

    private static NotSupportedException Refused(Expression expression) =>
        new($"The table service cannot answer the expression '{expression}'.");
}
