using System.Globalization;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;

namespace IntegrationActors.Adapters.Files;

/// <summary>Remembers which files are through. With <c>keep</c> for long and by path alone; otherwise only from the end of the run until the file is gone.</summary>
public sealed class FileMemory(IFileTakingOptions options, bool isIdempotent, IFlowContext context)
{
    private readonly bool _isKeep = options.PostProcessing == PostProcessing.Keep;

    /// <summary>Asks for a file, and notes that it is being worked on.</summary>
    public async ValueTask<FileClaim> BeginAsync(IFileAccess connection, FileEntry file, CancellationToken cancel)
    {
        if (!isIdempotent)
        {
            return new FileClaim(default, new IdempotencyClaim(IdempotencyStatus.New, default, default));
        }

        var key = new IdempotencyKey($"{connection.Component} {context.Flow.Flow}", KeyOf(connection, file));
        return new FileClaim(key, await context.Stores.IdempotentRepository.BeginAsync(key, options.LockTimeout, cancel));
    }

    /// <summary>The file is through.</summary>
    public ValueTask CompleteAsync(FileClaim claim) => isIdempotent
        ? context.Stores.IdempotentRepository.CompleteAsync(claim.Key, claim.Claim.Token, default, IIdempotentRepository.DefaultKeep, CancellationToken.None)
        : default;

    /// <summary>The file is still to be done.</summary>
    public ValueTask AbandonAsync(FileClaim claim) => isIdempotent ? context.Stores.IdempotentRepository.AbandonAsync(claim.Key, claim.Claim.Token) : default;

    /// <summary>The file is gone: another one may have its name.</summary>
    public async ValueTask ForgetAsync(FileClaim claim)
    {
        if (isIdempotent && !_isKeep)
        {
            await context.Stores.IdempotentRepository.ForgetAsync(claim.Key, CancellationToken.None);
        }
    }

    private string KeyOf(IFileAccess connection, FileEntry file)
    {
        var path = $"{connection.Identity}{file.Path}";
        return _isKeep ? path : string.Create(CultureInfo.InvariantCulture, $"{path} {file.Size} {file.Modified.ToUnixTimeSeconds()}");
    }
}

/// <summary>What is known of a file.</summary>
public readonly record struct FileClaim(IdempotencyKey Key, IdempotencyClaim Claim);
