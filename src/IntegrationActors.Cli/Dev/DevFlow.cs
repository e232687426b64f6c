using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Cli.Dev;

/// <summary>A flow that is being developed.</summary>
/// <param name="Path">The file; it is what a flow is known by while its name may change.</param>
/// <param name="Name">Name of the version that runs.</param>
/// <param name="Running">The last good version; null while there has been none.</param>
/// <param name="Version">Number of that version.</param>
/// <param name="Stamp">State of the files that was read last, good or not.</param>
internal sealed record DevFlow(string Path, string Name, OpenFlow? Running, int Version, string Stamp);
