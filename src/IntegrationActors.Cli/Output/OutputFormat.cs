namespace IntegrationActors.Cli.Output;

/// <summary>Form in which a command prints what it found.</summary>
internal enum OutputFormat
{
    Table,
    Wide,
    Json,
    Yaml,
    Name,

    /// <summary>XML for build servers; only of tests.</summary>
    Junit,
}
