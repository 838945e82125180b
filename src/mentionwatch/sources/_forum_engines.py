"""How forum engines lay out their pages: CSS selectors, one table for each engine.

Where an engine has several generations, their selectors stand side by side. From the engines' own default
themes; boards that changed them can be read with selectors of the user's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborHTMLParser

_QUOTES = (
    ".quote, .bbcode_quote, .quotebox, .quote_container, .quoteheader, .quotefooter,"
    " .bbCodeBlock--quote, .bbCodeQuote, .ipsQuote, .ipsQuote_citation, .Quote, .QuoteAuthor, .UserQuote, .bbc-block,"
    " .bbc_standard_quote, .topslice_quote, .botslice_quote, .codebox dt"
)
_ASIDES = (
    ".signature, .signaturecontainer, .signature_div, .message-signature, .postsignature, .after_content, .notice,"
    " .editedby, .message-lastEdit, .modified, .postedit, .attachbox, .editdate, .lastedited, .bbp-reply-revision-log,"
    " .bbp-topic-revision-log, .bbp-reply-header, .smallfont, .js-selectToQuoteEnd, button"
)
OTHERS = f"{_QUOTES}, {_ASIDES}"
"""What stands in a post and is not its author's: quotes, signatures, notes of who edited it when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Selectors: ``mark`` tells the engine; those of a post are within ``post``, those of a topic within ``topic``.

    ``topic`` is a line of a list of topics, ``latest`` the link in it to its newest post; ``result`` is a line of
    what a search found.
    """

    name: str
    mark: str
    post: str
    text: str
    author: str
    date: str
    link: str
    topic: str = "none"
    topic_link: str = "a"
    latest: str = "none"
    topic_date: str = "time"
    result: str = "none"
    result_link: str = "a"
    result_date: str = "time"
    headed: bool = False
    """Whether date and link of a post stand in the element before it."""


NAMES = tuple(
    field.name for field in fields(Engine) if field.type == "str" and field.name not in ("name", "mark")
)
"""The selectors that a user can tell."""


def recognised(page: LexborHTMLParser) -> Engine | None:
    """The engine that made a page."""
    return next((engine for engine in _ENGINES if page.css_first(engine.mark)), None)


def told(selectors: Mapping[str, str], engine: Engine | None) -> Engine:
    """The engine of a board that a user described, on top of what is known of it."""
    return replace(engine or _UNKNOWN, **dict[str, Any](selectors))


_UNKNOWN = Engine(name="forum", mark="*", post="none", text="none", author="none", date="time", link="a")

_ENGINES = (
    Engine(
        name="XenForo 2",
        mark="html#XF[data-template]",
        post="article.message--post, article.message--article, article.comment",
        text=".message-userContent .bbWrapper, .message-body .bbWrapper, .bbWrapper",
        author=".message-name .username, .message-name, .username",
        date="time[data-timestamp], time[data-time], time[datetime]",
        link=".message-attribution-main a, .message-attribution-opposite a[href*='post-'], a.u-concealed",
        topic=".structItem--thread",
        topic_link=".structItem-title a:last-of-type",
        latest=".structItem-latestDate, a[href*='/latest']",
        topic_date="time.structItem-latestDate, .structItem-cell--latest time",
        result=".block-row .contentRow",
        result_link=".contentRow-title a",
        result_date="time",
    ),
    Engine(
        name="XenForo 1",
        mark="html#XenForo",
        post="li.message[id^=post-]",
        text=".messageText",
        author=".messageUserBlock .username, .username.author",
        date=".messageMeta .DateTime, .DateTime",
        link=".messageMeta a.datePermalink, a.datePermalink",
        topic="li.discussionListItem",
        topic_link=".title a.PreviewTooltip, .title a:last-of-type",
        latest=".lastPostInfo a.dateTime",
        topic_date=".lastPostInfo .DateTime",
        result="li.searchResult",
        result_link=".title a",
        result_date=".DateTime",
    ),
    Engine(
        name="phpBB 3",
        mark="body#phpbb, body[class*='section-view'], body[class*='section-search']",
        post="div.post[id^=p]",
        text=".content",
        author=".author .username, .author .username-coloured, .postprofile .username, .postprofile .username-coloured",
        date=".author time, p.author",
        link=".author a[href*='#p'], h3 a[href*='#p'], .post-number a",
        topic="ul.topics li.row",
        topic_link="a.topictitle",
        latest=".lastpost a[href*='#p'], .lastpost a[href*='p=']",
        topic_date=".lastpost time, .lastpost span",
        result="div.search.post",
        result_link="h3 a, a.arrow-right",
        result_date=".search-result-date, .author time",
    ),
    Engine(
        name="vBulletin 5",
        mark="body.vb-page-fullwidth, body[class*='l-desktop'], .b-post__content",
        post="li.b-post",
        text=".js-post__content-text",
        author=".author a, .author",
        date=".b-post__timestamp time, time",
        link=".b-post__timestamp a, a.b-post__count",
        topic="tr.topic-item",
        topic_link=".topic-title",
        latest=".lastpost-by a.go-to-last-post, .cell-lastpost a[href*='lastpost']",
        topic_date=".cell-lastpost .post-date",
    ),
    Engine(
        name="vBulletin 4",
        mark="html#vbulletin_html, li[id^=post_].postcontainer, #threads li.threadbit",
        post="li.postcontainer[id^=post_]",
        text=".postcontent",
        author=".username_container .username, .username",
        date=".postdate .date, .postdate",
        link="a.postcounter, a[id^=postcount]",
        topic="li.threadbit",
        topic_link="a.title",
        latest=".threadlastpost a.lastpostdate",
        topic_date=".threadlastpost dd:last-of-type",
        result="li.postbit.postbitim, li.searchbit, li.threadbit",
        result_link="h3 a.title, a.title",
        result_date=".postdate, .threadlastpost dd:last-of-type",
    ),
    Engine(
        name="vBulletin 3",
        mark="div[id^=post_message_], #threadslist, td[id^=td_threadtitle_]",
        post="table[id^=post]",
        text="div[id^=post_message_]",
        author="a.bigusername, .bigusername, [id^=postmenu_]",
        date="td.thead",
        link="a[id^=postcount]",
        topic="#threadslist tr",
        topic_link="a[id^=thread_title_]",
        latest="a[href*='lastpost'], a[href*='#post']",
        topic_date="td[class^=alt][title] .smallfont",
    ),
    Engine(
        name="Invision",
        mark="body.ipsApp, body[data-pageapp=forums], html[data-ips-path]",
        post="article.ipsComment, article.cPost, article[id^=elComment_]",
        text="[data-role=commentContent]",
        author=".ipsComment_author .ipsType_break, .cAuthorPane_author, h3 a, [data-role=author]",
        date=".ipsComment_meta time, .ipsEntry__date time, time[datetime]",
        link="a[href*='findComment'], a[href*='#comment-'], a[data-role=shareComment]",
        topic="li.ipsDataItem, li.ipsData__item",
        topic_link=".ipsDataItem_title a[href*='/topic/'], .ipsData__title a[href*='topic/']",
        latest="a[href*='getLastComment']",
        topic_date=".ipsDataItem_lastPoster time, .ipsData__last time",
        result="li.ipsStreamItem",
        result_link=".ipsStreamItem_title a",
        result_date=".ipsStreamItem_meta time, time",
    ),
    Engine(
        name="Invision 3",
        mark="body#ipboard_body",
        post="div.post_block",
        text=".post.entry-content, .entry-content",
        author="[itemprop=name], .author",
        date="abbr.published, .posted_info",
        link=".post_id a",
        topic="tr[data-tid], tr.__topic",
        topic_link="a.topic_title",
        latest=".last_post a[href*='lastpost']",
        topic_date=".last_post a[href*='lastpost']",
    ),
    Engine(
        name="SMF",
        mark="#forumposts, #messageindex, #boardindex_table, .board_index_table, script[src*='smf']",
        post="#forumposts .windowbg, #forumposts .windowbg2, #forumposts .post_wrapper",
        text=".post .inner, div.inner[id^=msg_], .inner",
        author=".poster h4 a, .poster h4",
        date=".keyinfo .page_number + a, .postinfo a.smalltext, .keyinfo .smalltext",
        link=".keyinfo h5 a, .postinfo a.smalltext, .postinfo a[href*='#msg']",
        topic="#messageindex tbody tr, #topic_container > div",
        topic_link=".subject span[id^=msg_] a, .message_index_title a, .info a[href*='topic=']",
        latest=".lastpost a[href*='#new'], .lastpost a[href*='#msg'], td.lastpost a",
        topic_date=".lastpost",
        result=".search_results_posts .windowbg, .topic_details",
        result_link="h5 a:last-of-type, .topic_details h5 a:last-of-type",
        result_date=".smalltext em, .smalltext",
    ),
    Engine(
        name="MyBB",
        mark="#posts div.post_content, #posts table[id^=post_], script[src*='jscripts/general.js'], [id^=mark_read_]",
        post="div.post[id^=post_], table[id^=post_]",
        text=".post_body",
        author=".author_information a, .largetext a",
        date=".post_date, .post_head .smalltext",
        link=".post_head a[href*='pid='], a[href*='pid='][id^=post_link]",
        topic="tr.inline_row",
        topic_link="span[id^=tid_] a, .subject_new a, .subject_old a",
        latest=".lastpost a[href*='lastpost']",
        topic_date=".lastpost",
        result="tr.inline_row",
        result_link=".subject_new a, .subject_old a, a[href*='pid=']",
        result_date="td:last-child",
    ),
    Engine(
        name="Vanilla",
        mark="body[id^=vanilla_], body.Vanilla",
        post=".ItemComment, .MessageList > .ItemDiscussion, .ItemDiscussion.Discussion:has(.Message)",
        text=".Message",
        author=".Author .Username, .AuthorName a, .Author a:last-of-type",
        date=".DateCreated time, .CommentMeta time, time",
        link="a.Permalink, .DateCreated a",
        topic="tr.ItemDiscussion, li.ItemDiscussion",
        topic_link=".DiscussionName a.Title, a.Title, .Title a",
        latest="a.CommentDate, .LastUser a[href*='latest'], .LastUser a[href*='#Comment']",
        topic_date=".LastUser time, .LastCommentDate time, time",
        result="li.Item:has(.MItem-Author), .SearchResults li.Item",
        result_link="h3 a, .Title a",
        result_date="time",
    ),
    Engine(
        name="FluxBB",
        mark="#punviewtopic, #punviewforum, #punindex, #punsearch, div.blockpost, #punwrap, #punpage",
        post="div.blockpost[id^=p]",
        text=".postmsg",
        author=".postleft dt a, .postleft dt",
        date="h2 a",
        link="h2 a",
        topic="#vf tbody tr, #punviewforum tbody tr",
        topic_link=".tclcon a",
        latest=".tcr a",
        topic_date=".tcr a",
        result="div.searchposts, #vf tbody tr",
        result_link="h2 a[href*='pid='], .tclcon a",
        result_date="h2 a[href*='pid='], .tcr a",
    ),
    Engine(
        name="PunBB",
        mark="#brd-viewtopic, #brd-viewforum, #brd-wrap",
        post="div.post[id^=p]",
        text=".entry-content",
        author=".post-author .username, .username",
        date=".post-link a, .posthead a",
        link=".post-link a, .posthead a.permalink",
        topic=".main-content .main-item",
        topic_link=".item-subject h3 a",
        latest=".info-lastpost a",
        topic_date=".info-lastpost a",
    ),
    Engine(
        name="bbPress",
        mark="body.bbpress, #bbpress-forums",
        post=(
            ".bbp-body > div.reply, .bbp-body > div.topic, .bbp-body > div[class*='type-reply'],"
            " .bbp-body > div[class*='type-topic']"
        ),
        text=".bbp-reply-content, .bbp-topic-content",
        author=".bbp-author-name, .bbp-reply-author a:last-of-type",
        date=".bbp-reply-post-date, .bbp-topic-post-date",
        link="a.bbp-reply-permalink, a.bbp-topic-permalink",
        topic=".bbp-body > ul[id^=bbp-topic-], .bbp-body > ul.topic",
        topic_link="a.bbp-topic-permalink",
        latest=".bbp-topic-freshness > a",
        topic_date=".bbp-topic-freshness > a",
        headed=True,
    ),
    Engine(
        name="Misago",
        mark="body.misago-anonymous, body[class^=misago]",
        post="li.post[id^=post-]",
        text=".post-body .misago-markup, .misago-markup",
        author=".post-side a.item-title, .media-heading a, .media-heading, .item-title",
        date=".post-heading time, .post-heading a[title], a.posted-on",
        link=".post-heading a[href*='/post/'], a.posted-on",
        topic="li.threads-list-item",
        topic_link="a.thread-title, a[href*='/t/']",
    ),
    Engine(
        name="Spirit",
        mark=".comments_list .comment[id^=c], .layout__topics__topic, .comments_list__comment",
        post=".comments_list__comment",
        text=".comment__text",
        author=".comment__info__username a, .comment__info__username",
        date=".comment__info__date [title]",
        link="input.comment__footer__share__url",
        topic=".layout__topics__topic",
        topic_link=".topic__title a",
        topic_date=".topic__date",
    ),
    Engine(
        name="vBulletin 2",
        mark="body#something_awful.showthread, body#something_awful.showpost, body#something_awful.forumdisplay",
        post="table.post[id^=post]",
        text="td.postbody",
        author="dt.author",
        date="td.postdate",
        link="td.postdate a[href^='#post']",
        topic="tr.thread",
        topic_link="a.thread_title",
        latest="a.lastpost, .lastpost a[href*='lastpost']",
        topic_date=".lastpost .date",
    ),
    Engine(
        name="Forumotion",
        mark="[id^=profile] ~ .postbody, .postprofile-head, #main-content .post .postbody, table.forumline tr.post",
        post="div.post[id^=p], tr.post, div.post",
        text=".post-entry, .content",
        author=".postprofile-head a, .postprofile a, .name strong, .postprofile-name a",
        date="p.author, .postdetails, .posthead, .post-header .smallfont, .postbody-head",
        link="h3 a[href*='#'], a[href*='#']",
        topic="ul.topics li.row, tr:has(a.topictitle)",
        topic_link="a.topictitle",
        latest=".lastpost a[href*='#'], a.last-post-icon",
        topic_date=".lastpost span, .lastpost",
    ),
    Engine(
        name="schema.org",
        mark="[itemtype*='schema.org/DiscussionForumPosting'], [itemtype*='schema.org/Question']",
        post=(
            "[itemtype*='schema.org/DiscussionForumPosting'], [itemtype*='schema.org/Comment'],"
            " [itemtype*='schema.org/Question'], [itemtype*='schema.org/Answer']"
        ),
        text="[itemprop=text], [itemprop=articleBody]",
        author="[itemprop=author] [itemprop=name], [itemprop=author]",
        date="[itemprop=datePublished], [itemprop=dateCreated], time[datetime]",
        link="a[itemprop=url], link[itemprop=url], [itemprop=url]",
    ),
)
