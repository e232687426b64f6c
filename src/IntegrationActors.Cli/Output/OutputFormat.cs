namespace IntegrationActors.Cli.Output;

/// <summary>Form in which a command prints what it found.</summary>
internal enum OutputFormat
{
    Table,
    Wide,
    Json,
    Yaml,
    Name,
}
