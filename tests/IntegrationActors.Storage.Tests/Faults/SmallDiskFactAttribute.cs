namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>A test that needs a disk that can be filled; shown as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Obstacle;
}
