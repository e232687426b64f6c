namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary>Selects children of a node and pushes them on; false ends the walk.</summary>
internal abstract class Selector
{
    public abstract bool Select(in JsonPathNode node, in Walk walk);
}
