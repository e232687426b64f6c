using System.Text.Json;

namespace IntegrationActors.Expressions.JsonPath.Selectors;

/// <summary>A selector of at most one node: a name or an index.</summary>
internal interface ISingularSelector
{
    bool TrySelect(JsonElement value, Evaluation evaluation, out JsonElement selected);
}
