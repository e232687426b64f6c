namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary>One segment of a query: selects children, or descendants, of the nodes so far.</summary>
internal abstract class Segment(Selector[] selectors)
{
    /// <summary>The one name or index of a child segment that selects at most one node, else null.</summary>
    public abstract ISingularSelector? SingularStep { get; }

    protected Selector[] Selectors => selectors;

    public abstract bool Select(in JsonPathNode node, in Walk walk);

    protected bool SelectChildren(in JsonPathNode node, in Walk walk)
    {
        foreach (var selector in selectors)
        {
            if (!selector.Select(node, walk))
            {
                return false;
            }
        }

        return true;
    }
}
