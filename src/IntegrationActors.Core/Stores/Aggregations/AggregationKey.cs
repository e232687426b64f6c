namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>Which messages belong together.</summary>
/// <param name="Flow">Name of the flow; all its versions share their aggregations.</param>
/// <param name="Aggregator">Name of the aggregator, unique within the flow.</param>
/// <param name="Correlation">What the messages have in common, at most 255 characters.</param>
public sealed record AggregationKey(string Flow, string Aggregator, string Correlation)
{
    public const int LongestCorrelation = 255;
}
