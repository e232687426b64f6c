namespace IntegrationActors.Management.Tests.Flows;

/// <summary>Flows that tests deploy.</summary>
internal static class FlowTexts
{
    public const string Orders = """
        flow: orders
        from:
          https: { path: /orders }
        steps:
          - set: { headers: { X-Region: EU } }
        """;

    public const string WithParameters = """
        flow: orders
        parameters:
          region: { description: Region of the orders }
          company: { default: "1010", description: Company code }
        from:
          https: { path: /orders }
        steps:
          - set: { headers: { X-Region: "${param.region}", X-Company: "${param.company}" } }
        """;

    /// <summary>Misspelt option, wrong type, missing option, unknown credential, bad expression.</summary>
    public const string FiveMistakes = """
        flow: orders
        from:
          https: { path: /orders, methds: [POST] }
        steps:
          - set: { headers: { X-Region: "${header.region" } }
          - fail: { message: "no", status: many }
          - call: { https: { url: "http://127.0.0.1:9/", credential: erp } }
          - jsonToXml: { root: order }
          - log: { level: info }
        """;
}
