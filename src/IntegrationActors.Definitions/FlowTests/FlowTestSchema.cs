using IntegrationActors.Definitions.Documentation;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>JSON schema (2020-12) of test files, for completion and checks in editors. The reader checks more than a schema can say.</summary>
public static class FlowTestSchema
{
    public static string Write() => SchemaBuilder.Document("IntegrationActors flow tests", typeof(FlowTestOptions), new SchemaBuilder(Catalogue.OfTypes(), []));
}
