using IntegrationActors.Core.Expressions;
using IntegrationActors.Definitions.Binding;
using IntegrationActors.Definitions.Documentation;

namespace IntegrationActors.Definitions;

/// <summary>JSON schema (2020-12) of flow files, for completion and checks in editors. The reader checks more than a schema can say.</summary>
public static class FlowSchema
{
    public static string Write(Catalogue catalogue, IExpressionCompiler compiler) =>
        SchemaBuilder.Document("IntegrationActors flow", typeof(FlowOptions), new SchemaBuilder(catalogue, compiler.Languages));
}
