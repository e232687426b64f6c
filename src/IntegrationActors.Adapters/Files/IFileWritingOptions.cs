using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Adapters.Files;

/// <summary>Where a channel writes files, and how. What each option means stands with the options of the channel.</summary>
public interface IFileWritingOptions
{
    Expression? Directory { get; }

    Expression? FileName { get; }

    bool AppendTimestamp { get; }

    bool Flatten { get; }

    ExistingFile Existing { get; }

    bool CreateDirectories { get; }

    bool TemporaryFile { get; }

    Expression? TemporaryName { get; }

    bool PreventDirectoryTraversal { get; }

    bool FastExistsCheck { get; }

    bool Stepwise { get; }
}

/// <summary>What a receiver does about a file that is there already.</summary>
public enum ExistingFile
{
    /// <summary>Replaces it.</summary>
    Override,

    /// <summary>Writes behind its end. Messages of the tenant wait for each other; an append that fails is taken back. Other writers of the file are not kept away.</summary>
    Append,

    /// <summary>Fails the message with IA3811.</summary>
    Fail,

    /// <summary>Keeps it, writes nothing, and goes on.</summary>
    Ignore,
}
