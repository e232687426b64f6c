namespace IntegrationActors.Expressions.JsonPath;

/// <summary>Where a walk puts what it selects.</summary>
internal interface INodeSink
{
    /// <summary>Takes one node; false ends the walk.</summary>
    bool Accept(in JsonPathNode node);
}
