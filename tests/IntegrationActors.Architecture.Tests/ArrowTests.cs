using IntegrationActors.Architecture.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntegrationActors.Architecture.Tests;

/// <summary>Arrows between projects point down only, and each third-party package has one home: the picture in docs/architecture.md as a table.</summary>
public sealed class ArrowTests
{
    private const string Prefix = "IntegrationActors.";

    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        // words
        ["Core"] = [],

        // language and tools
        ["Expressions"] = ["Core"],
        ["Formats"] = ["Core"],
        ["Security"] = ["Core"],
        ["Definitions"] = ["Core"],
        ["Storage"] = ["Core"],

        // behaviour; steps and adapters never see Storage or Runtime
        ["Engine"] = ["Core", "Definitions", "Formats", "Security", "Expressions"],
        ["Steps"] = ["Core", "Formats", "Security", "Expressions"],
        ["Adapters"] = ["Core", "Formats", "Security", "Expressions"],
        ["Adapters.Amqp"] = ["Core", "Adapters"],
        ["Adapters.Sftp"] = ["Core", "Adapters"],
        ["Adapters.Kafka"] = ["Core", "Adapters"],
        ["Adapters.RabbitMq"] = ["Core", "Adapters"],
        ["Adapters.Mail"] = ["Core", "Formats", "Security", "Adapters"],

        // where it runs, what people do
        ["Runtime"] = ["Core", "Definitions", "Storage", "Security", "Engine"],
        ["Management"] = ["Core", "Definitions", "Storage", "Security", "Engine", "Runtime"],

        // deployables
        ["Cli"] = ["Core", "Definitions", "Formats", "Security", "Expressions", "Storage", "Engine", "Steps", "Adapters", "Adapters.Amqp", "Adapters.Sftp", "Adapters.Kafka", "Adapters.RabbitMq", "Adapters.Mail"],
        ["Server"] = ["Core", "Definitions", "Formats", "Security", "Expressions", "Storage", "Engine", "Steps", "Adapters", "Adapters.Amqp", "Adapters.Sftp", "Adapters.Kafka", "Adapters.RabbitMq", "Adapters.Mail", "Runtime", "Management"],
    };

    // A name that ends in a dot stands for the family.
    private static readonly Dictionary<string, string[]> MayUsePackages = new()
    {
        ["Core"] = [],
        ["Expressions"] = ["XPath2", "Fluid.Core"],
        ["Formats"] = ["CsvHelper", "MimeKit", "NJsonSchema", "System.IO.Hashing", "YamlDotNet"],
        ["Security"] = ["BouncyCastle.Cryptography"],
        ["Definitions"] = ["YamlDotNet"],
        ["Storage"] = ["linq2db", "Microsoft.Data.Sqlite", "Npgsql"],
        ["Engine"] = ["Polly.Core"],
        ["Steps"] = ["Jint"],
        ["Adapters"] = ["Polly.Core", "Cronos"],
        ["Adapters.Amqp"] = ["AMQPNetLite"],
        ["Adapters.Sftp"] = ["SSH.NET"],
        ["Adapters.Kafka"] = ["Confluent.Kafka"],
        ["Adapters.RabbitMq"] = ["RabbitMQ.Client"],
        ["Adapters.Mail"] = ["MailKit"],
        ["Runtime"] = ["Akka", "Akka.", "Microsoft.Data.Sqlite", "Yarp.ReverseProxy"],
        ["Management"] = ["OpenIddict", "Microsoft.AspNetCore.OpenApi"],
        ["Cli"] = ["System.CommandLine", "Spectre.Console"],
        ["Server"] = ["Serilog.AspNetCore", "OpenTelemetry.", "prometheus-net.AspNetCore", "Scalar.AspNetCore"],
    };

    // Contracts without behaviour of their own.
    private static readonly string[] EveryoneButCoreMayUse = ["Microsoft.Extensions.Logging.Abstractions"];

    [Fact]
    public void Every_project_stands_in_the_tables()
    {
        Offenders.AreNone(
            "A project exists for a dependency boundary or a deployable: add it to both tables of ArrowTests and to docs/architecture.md.",
            Repository.Products.Where(p => !MayReferTo.ContainsKey(Short(p.Name)) || !MayUsePackages.ContainsKey(Short(p.Name))).Select(p => p.At(1)));
    }

    [Fact]
    public void Projects_refer_only_to_projects_below_them()
    {
        Offenders.AreNone(
            "Arrows between projects point down only (MayReferTo in ArrowTests). Move what you need down, into Core if both sides speak of it.",
            from project in Repository.Products
            from reference in project.ProjectReferences
            where !Allowed(MayReferTo, project).Contains(Short(reference.Name))
            select $"{project.At(reference.Line)}: {Short(project.Name)} -> {Short(reference.Name)}");
    }

    // A reference of a reference compiles too, so the using directives are held to the same table.
    [Fact]
    public void Sources_use_only_namespaces_of_projects_below_them()
    {
        Offenders.AreNone(
            "Arrows between projects point down only, also through references of references (MayReferTo in ArrowTests).",
            from file in Repository.ProductSources
            from used in file.All<UsingDirectiveSyntax>()
            let name = used.NamespaceOrType.ToString()
            where name.StartsWith(Prefix, StringComparison.Ordinal)
            let project = Short(name).Split('.')[0]
            where project != Short(file.Project.Name) && !Allowed(MayReferTo, file.Project).Contains(project)
            select $"{file.At(used)}: {Short(file.Project.Name)} -> {project}");
    }

    [Fact]
    public void Packages_are_used_by_the_projects_that_wrap_them()
    {
        Offenders.AreNone(
            "Each third-party package has one home (MayUsePackages in ArrowTests): hide it behind a type of that project.",
            from project in Repository.Products
            from package in project.PackageReferences
            where !Allowed(MayUsePackages, project).Any(allowed => Covers(allowed, package.Name))
                && (Short(project.Name) == "Core" || !EveryoneButCoreMayUse.Contains(package.Name))
            select $"{project.At(package.Line)}: {Short(project.Name)} uses {package.Name}");
    }

    [Fact]
    public void Only_the_runtime_knows_Akka()
    {
        Offenders.AreNone(
            "Only IntegrationActors.Runtime and its tests know actors.",
            from file in Repository.Sources
            where !file.Project.Name.StartsWith("IntegrationActors.Runtime", StringComparison.Ordinal)
            from used in file.All<UsingDirectiveSyntax>()
            where Covers("Akka.", used.NamespaceOrType.ToString() + ".")
            select $"{file.At(used)}: {used.NamespaceOrType}");
    }

    private static string Short(string name) => name[Prefix.Length..];

    private static string[] Allowed(Dictionary<string, string[]> table, Project project) => table.GetValueOrDefault(Short(project.Name)) ?? [];

    private static bool Covers(string allowed, string name) => allowed.EndsWith('.')
        ? name.StartsWith(allowed, StringComparison.Ordinal)
        : name == allowed;
}
