namespace IntegrationActors.Formats.Edi.Grammars;

/// <summary>Is told what a walk through a structure comes by.</summary>
internal interface IStructureSink
{
    /// <summary>A group begins.</summary>
    void Enter(EdiStructureItem group);

    /// <summary>The innermost group ends.</summary>
    void Leave(EdiStructureItem group);

    /// <summary>Something mandatory did not come.</summary>
    void Missing(EdiStructureItem item);

    /// <summary>Something came more often than it may.</summary>
    void TooMany(EdiStructureItem item);
}
