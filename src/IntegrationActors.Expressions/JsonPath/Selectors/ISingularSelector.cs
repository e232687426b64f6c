using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary>A selector of at most one node: a name or an index.</summary>
internal interface ISingularSelector
{
    /// <summary>The same without account: one way through a document can't cost more than its length.</summary>
    bool TryFollow(JsonElement value, out JsonElement selected);

    bool TrySelect(JsonElement value, Evaluation evaluation, out JsonElement selected);
}
