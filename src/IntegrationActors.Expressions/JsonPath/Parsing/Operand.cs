using IntegrationActors.Expressions.JsonPath.Filters;

namespace IntegrationActors.Expressions.JsonPath.Parsing;

/// <summary>
/// A literal, query or function call before it is known what it is used as. The three uses check the types of RFC 9535
/// section 2.4.3 and give the error when the operand doesn't fit.
/// </summary>
internal sealed class Operand
{
    private readonly int _offset;
    private readonly ValueExpression? _value;
    private readonly LogicalExpression? _logical;
    private readonly Query? _query;

    private Operand(int offset, ValueExpression? value, LogicalExpression? logical, Query? query)
    {
        _offset = offset;
        _value = value;
        _logical = logical;
        _query = query;
    }

    public static Operand Of(int offset, ValueExpression value) => new(offset, value, null, null);

    public static Operand Of(int offset, LogicalExpression logical) => new(offset, null, logical, null);

    public static Operand Of(int offset, Query query) => new(offset, null, null, query);

    /// <summary>Where it starts in the query text.</summary>
    public int Offset => _offset;

    /// <summary>As one value: a side of a comparison, or an argument of type ValueType.</summary>
    public ValueExpression AsValue()
    {
        if (_query is not null)
        {
            return _query.SingularSteps is not null
                ? new SingularQueryValue(_query)
                : throw new JsonPathException(_offset, "this path can select several nodes; write one of names and indexes only, or value(…)");
        }

        return _value ?? throw new JsonPathException(_offset, "match and search are conditions, not values; write them alone, without a comparison");
    }

    /// <summary>As a condition of its own.</summary>
    public LogicalExpression AsTest()
    {
        if (_query is not null)
        {
            return new ExistenceTest(_query);
        }

        return _logical ?? throw new JsonPathException(
            _offset,
            _value is Literal ? "a literal is no condition; compare it with something" : "the result of this function is no condition; compare it with something");
    }

    /// <summary>As the nodes of a query.</summary>
    public Query AsNodes(string function) =>
        _query ?? throw new JsonPathException(_offset, $"the argument of {function} is a path such as @.items[*]");
}
