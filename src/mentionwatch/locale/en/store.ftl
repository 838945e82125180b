store-missing = There is no database at { $path } yet. Run “mentionwatch scan” first, or name another file with --db.
store-locked = The database { $path } is locked by another program ({ $why }). Wait until it has finished, or close it, and try again. Nothing was lost.
store-busy = Another scan of { $path } is still running{ $seconds ->
    [0] . Wait for it, or let this one wait: --wait 60
   *[other] { " " }after { $seconds } seconds. Wait for it, or give --wait more seconds.
}
store-full = There is no room left to write { $path }: { $why }. Free some space and run the command again; what was kept before is whole.
store-readonly = The database { $path } cannot be written: { $why }. Give this user the right to write the file and its folder.
store-unopenable = { $path } cannot be opened: { $why }. Check that the folder exists and that this user may read and write it.
store-damaged = The database { $path } is damaged: { $why }. Put it aside and restore a backup (mentionwatch db backup makes them), or save what can be read with: sqlite3 { $path } .recover
store-io = The system could not read or write { $path }: { $why }. Check the disk and, on a network drive, the connection; then run “mentionwatch db check”.
store-foreign = { $path } is a database of another program. Name another file with --db or “database” in the configuration.
store-newer = The database { $path } was made by a newer mentionwatch (its tables are version { $version }, this program knows { $newest }). Update the program: pip install --upgrade mentionwatch
store-merge-self = { $path } cannot be merged into itself. Name another database.
store-backup-self = { $path } is the database itself. Name another file for the copy.
store-inconsistent = The database { $path } disagrees with itself: { $what ->
        [no-mention] posts without a mention
        [unlike-post] mentions unlike their post
        [united] posts that were united with others are still there
        [orphans] rows that belong to nothing
        [no-key] posts that would come back as new
        [figures] figures are not what counting the mentions finds
       *[words] the full text is not that of the posts
    } ({ $count }). Make a backup, then put everything into a new one: mentionwatch --db NEW.db db merge { $path }
