using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;
using IntegrationActors.Definitions.Shapes;

namespace IntegrationActors.Definitions;

/// <summary>JSON schema (2020-12) of flow files, for completion and checks in editors. The reader checks more than a schema can say.</summary>
public static class FlowSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Catalogue catalogue, IExpressionCompiler compiler)
    {
        var schema = new SchemaBuilder(catalogue, compiler.Languages);
        var root = schema.Record(ShapeFactory.Record(typeof(FlowOptions)));
        var document = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "IntegrationActors flow",
        };
        foreach (var (key, value) in root)
        {
            document[key] = value?.DeepClone();
        }

        document["$defs"] = schema.Definitions;
        return document.ToJsonString(Indented) + "\n";
    }
}
