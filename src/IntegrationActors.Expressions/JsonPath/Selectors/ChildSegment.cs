namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary><c>[…]</c>, <c>.name</c> or <c>.*</c>.</summary>
internal sealed class ChildSegment(Selector[] selectors) : Segment(selectors)
{
    public override ISingularSelector? SingularStep => Selectors is [ISingularSelector only] ? only : null;

    public bool IsWildcard => Selectors is [WildcardSelector];

    public override bool Select(in JsonPathNode node, in Walk walk) => SelectChildren(node, walk);
}
