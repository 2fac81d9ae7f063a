<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>psoas_timer</name>
    <message numerus="yes">
        <source>{file}: {title}, %n stages, {time} minutes. No errors found.</source>
        <extracomment>psoas_timer/app/commands.py</extracomment>
        <translation>
            <numerusform>{file}: {title}, %n stage, {time} minutes. No errors found.</numerusform>
            <numerusform>{file}: {title}, %n stages, {time} minutes. No errors found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{day}, {time}  ·  {reason}  ·  %n sessions</source>
        <extracomment>psoas_timer/flows/copy_offer.py</extracomment>
        <translation>
            <numerusform>{day}, {time}  ·  {reason}  ·  %n session</numerusform>
            <numerusform>{day}, {time}  ·  {reason}  ·  %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more routine files have faults, such as {names}.</source>
        <extracomment>psoas_timer/flows/page_values.py</extracomment>
        <translation>
            <numerusform>%n more routine file has a fault: {names}.</numerusform>
            <numerusform>%n more routine files have faults, such as {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your goal is %n days a week. It stays unless you choose another.</source>
        <extracomment>psoas_timer/flows/welcome_flow.py</extracomment>
        <translation>
            <numerusform>Your goal is %n day a week. It stays unless you choose another.</numerusform>
            <numerusform>Your goal is %n days a week. It stays unless you choose another.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries in {file} cannot be read.</source>
        <extracomment>psoas_timer/store/backup/from_copy.py</extracomment>
        <translation>
            <numerusform>%n entry in {file} cannot be read.</numerusform>
            <numerusform>%n entries in {file} cannot be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries in your history cannot be read, so they were taken out. They are kept in {kept}.</source>
        <extracomment>psoas_timer/store/database/connection.py</extracomment>
        <translation>
            <numerusform>%n entry in your history cannot be read, so it was taken out. It is kept in {kept}.</numerusform>
            <numerusform>%n entries in your history cannot be read, so they were taken out. They are kept in {kept}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries in {file} cannot be read, so they were left out.</source>
        <extracomment>psoas_timer/store/database/reading.py</extracomment>
        <translation>
            <numerusform>%n entry in {file} cannot be read, so it was left out.</numerusform>
            <numerusform>%n entries in {file} cannot be read, so they were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{file} has %n more faults.</source>
        <extracomment>psoas_timer/store/routines/toml_table.py</extracomment>
        <translation>
            <numerusform>{file} has %n more fault.</numerusform>
            <numerusform>{file} has %n more faults.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows of {file} are skipped for the same reason: see lines {lines}.</source>
        <extracomment>psoas_timer/store/tables/import_plan.py</extracomment>
        <translation>
            <numerusform>%n row of {file} is skipped: see line {lines}.</numerusform>
            <numerusform>%n rows of {file} are skipped for the same reason: see lines {lines}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows of {file} are skipped for the same reason. The first are lines {lines}.</source>
        <extracomment>psoas_timer/store/tables/import_plan.py</extracomment>
        <translation>
            <numerusform>%n row of {file} is skipped. It is line {lines}.</numerusform>
            <numerusform>%n rows of {file} are skipped for the same reason. The first are lines {lines}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sessions stay here for %n days.</source>
        <extracomment>psoas_timer/ui/history/bin_page.py</extracomment>
        <translation>
            <numerusform>Sessions stay here for %n day.</numerusform>
            <numerusform>Sessions stay here for %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n weeks</source>
        <extracomment>psoas_timer/ui/history/history_page.py</extracomment>
        <translation>
            <numerusform>Last week</numerusform>
            <numerusform>Last %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n weeks</source>
        <extracomment>psoas_timer/ui/history/week_choices.py</extracomment>
        <translation>
            <numerusform>Show %n week</numerusform>
            <numerusform>Show %n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days done, {partly} partly done. Arrow keys choose a day, Enter opens its sessions.</source>
        <extracomment>psoas_timer/ui/history/year_calendar.py</extracomment>
        <translation>
            <numerusform>%n day done, {partly} partly done. Arrow keys choose a day, Enter opens its sessions.</numerusform>
            <numerusform>%n days done, {partly} partly done. Arrow keys choose a day, Enter opens its sessions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n</source>
        <extracomment>psoas_timer/ui/kit/forms.py</extracomment>
        <translation>
            <numerusform>Show all %n</numerusform>
            <numerusform>Show all %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your goal is %n days a week.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>Your goal is %n day a week.</numerusform>
            <numerusform>Your goal is %n days a week.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your goal is %n days a week, twice a day.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>Your goal is %n day a week, twice that day.</numerusform>
            <numerusform>Your goal is %n days a week, twice a day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your goal is %n days a week, {sessions} sessions a day.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>Your goal is %n day a week, with {sessions} sessions.</numerusform>
            <numerusform>Your goal is %n days a week, {sessions} sessions a day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From {day}: %n days a week.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>From {day}: %n day a week.</numerusform>
            <numerusform>From {day}: %n days a week.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From {day}: %n days a week, once a day.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>From {day}: %n day a week, once that day.</numerusform>
            <numerusform>From {day}: %n days a week, once a day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From {day}: %n days a week, twice a day.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>From {day}: %n day a week, twice that day.</numerusform>
            <numerusform>From {day}: %n days a week, twice a day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From {day}: %n days a week, {sessions} sessions a day.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>From {day}: %n day a week, with {sessions} sessions.</numerusform>
            <numerusform>From {day}: %n days a week, {sessions} sessions a day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your goal is %n sessions a day. It stays that way until you change the switch above.</source>
        <extracomment>psoas_timer/ui/kit/goal_words.py</extracomment>
        <translation>
            <numerusform>Your goal is %n session a day. It stays that way until you change the switch above.</numerusform>
            <numerusform>Your goal is %n sessions a day. It stays that way until you change the switch above.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This week, since {day}: {met} of %n days. Target met.</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>This week, since {day}: {met} of %n day. Target met.</numerusform>
            <numerusform>This week, since {day}: {met} of %n days. Target met.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This week, since {day}: {met} of %n days so far</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>This week, since {day}: {met} of %n day so far</numerusform>
            <numerusform>This week, since {day}: {met} of %n days so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Week of {day}: {met} of %n days. Target met.</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>Week of {day}: {met} of %n day. Target met.</numerusform>
            <numerusform>Week of {day}: {met} of %n days. Target met.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Week of {day}: {met} of %n days</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>Week of {day}: {met} of %n day</numerusform>
            <numerusform>Week of {day}: {met} of %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{sessions}, {minutes} min. %n days were paused.</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>{sessions}, {minutes} min. %n day was paused.</numerusform>
            <numerusform>{sessions}, {minutes} min. %n days were paused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks, from {first} to {last}; {met} of them met. Left and right choose a week.</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>%n week, from {first} to {last}; {met} of them met. Left and right choose a week.</numerusform>
            <numerusform>%n weeks, from {first} to {last}; {met} of them met. Left and right choose a week.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>weeks met</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py, psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>week met</numerusform>
            <numerusform>weeks met</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{some} of %n sessions</source>
        <extracomment>psoas_timer/ui/kit/practice_words.py</extracomment>
        <translation>
            <numerusform>{some} of %n session</numerusform>
            <numerusform>{some} of %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reminders are on.</source>
        <extracomment>psoas_timer/ui/kit/reminder_words.py</extracomment>
        <translation>
            <numerusform>%n reminder is on.</numerusform>
            <numerusform>%n reminders are on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{met} of {target} this week, %n more today.</source>
        <extracomment>psoas_timer/ui/kit/reminder_words.py</extracomment>
        <translation>
            <numerusform>{met} of {target} this week, once more today.</numerusform>
            <numerusform>{met} of {target} this week, %n more today.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days. Your goal for the week is met.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n day. Your goal for the week is met.</numerusform>
            <numerusform>%n days. Your goal for the week is met.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{met} of %n days.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>{met} of %n day.</numerusform>
            <numerusform>{met} of %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more today.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n more today.</numerusform>
            <numerusform>%n more today.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more by {day}, one each day.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n more by {day}.</numerusform>
            <numerusform>%n more by {day}, one each day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more by {day}.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n more by {day}.</numerusform>
            <numerusform>%n more by {day}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days to go by {day}.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n day to go by {day}.</numerusform>
            <numerusform>%n days to go by {day}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your goal is %n days by {day}.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>Your goal is %n day by {day}.</numerusform>
            <numerusform>Your goal is %n days by {day}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days are paused.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n day is paused.</numerusform>
            <numerusform>%n days are paused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks in a row, since {day}.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>%n week in a row, since {day}.</numerusform>
            <numerusform>%n weeks in a row, since {day}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes left.</source>
        <extracomment>psoas_timer/ui/kit/words.py</extracomment>
        <translation>
            <numerusform>%n minute left.</numerusform>
            <numerusform>%n minutes left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <extracomment>psoas_timer/ui/kit/words.py</extracomment>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n settings found</source>
        <extracomment>psoas_timer/ui/settings/side_panel.py</extracomment>
        <translation>
            <numerusform>%n setting found</numerusform>
            <numerusform>%n settings found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Days in each of the last %n weeks, oldest first: {days}</source>
        <extracomment>psoas_timer/ui/today/recent_weeks.py</extracomment>
        <translation>
            <numerusform>Days in the last %n week: {days}</numerusform>
            <numerusform>Days in each of the last %n weeks, oldest first: {days}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <extracomment>psoas_timer/ui/today/today_page.py</extracomment>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This week: {met} of {target}, %n days left.</source>
        <extracomment>psoas_timer/ui/kit/words.py</extracomment>
        <translation>
            <numerusform>This week: {met} of {target}, %n day left.</numerusform>
            <numerusform>This week: {met} of {target}, %n days left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{met} of your last %n weeks met.</source>
        <extracomment>psoas_timer/ui/kit/week_words.py</extracomment>
        <translation>
            <numerusform>{met} of your last week met.</numerusform>
            <numerusform>{met} of your last %n weeks met.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>days counted</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>day counted</numerusform>
            <numerusform>days counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>sessions</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>session</numerusform>
            <numerusform>sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>minutes</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>minute</numerusform>
            <numerusform>minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days a week</source>
        <extracomment>psoas_timer/ui/report/report_words.py, psoas_timer/ui/welcome/goal_choices.py</extracomment>
        <translation>
            <numerusform>%n day a week</numerusform>
            <numerusform>%n days a week</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days a week, twice a day</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>%n day a week, twice that day</numerusform>
            <numerusform>%n days a week, twice a day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days a week, {sessions} sessions a day</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>%n day a week, {sessions} sessions that day</numerusform>
            <numerusform>%n days a week, {sessions} sessions a day</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days in {count} periods</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>%n day in {count} periods</numerusform>
            <numerusform>%n days in {count} periods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest {shown} of %n weeks; the bars show all. Weeks at either end are shown in full.</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>The latest {shown} of %n week; the bars show all. Weeks at either end are shown in full.</numerusform>
            <numerusform>The latest {shown} of %n weeks; the bars show all. Weeks at either end are shown in full.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The latest {shown} of %n weeks; the bars show all.</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>The latest {shown} of %n week; the bars show all.</numerusform>
            <numerusform>The latest {shown} of %n weeks; the bars show all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more routines</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>%n more routine</numerusform>
            <numerusform>%n more routines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more notes</source>
        <extracomment>psoas_timer/ui/report/report_words.py</extracomment>
        <translation>
            <numerusform>%n more note</numerusform>
            <numerusform>%n more notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This week: {met} of %n days.</source>
        <extracomment>psoas_timer/ui/session/closing_page.py</extracomment>
        <translation>
            <numerusform>This week: {met} of %n day.</numerusform>
            <numerusform>This week: {met} of %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more days meet your goal for this week.</source>
        <extracomment>psoas_timer/ui/session/closing_page.py</extracomment>
        <translation>
            <numerusform>%n more day meets your goal for this week.</numerusform>
            <numerusform>%n more days meet your goal for this week.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} (%n days)</source>
        <extracomment>psoas_timer/ui/transfer/loop_page.py</extracomment>
        <translation>
            <numerusform>{name} (%n day)</numerusform>
            <numerusform>{name} (%n days)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <extracomment>psoas_timer/ui/transfer/preview_notes.py</extracomment>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions are new.</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>%n session is new.</numerusform>
            <numerusform>%n sessions are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions are already here.</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>%n session is already here.</numerusform>
            <numerusform>%n sessions are already here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions are already here with different content. Yours are kept.</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>%n session is already here with different content. Yours is kept.</numerusform>
            <numerusform>%n sessions are already here with different content. Yours are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these are in your bin and stay there.</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>%n of these is in your bin and stays there.</numerusform>
            <numerusform>%n of these are in your bin and stay there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows are skipped. The reasons are below.</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>%n row is skipped. The reason is below.</numerusform>
            <numerusform>%n rows are skipped. The reasons are below.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n sessions</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>Import %n session</numerusform>
            <numerusform>Import %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sessions were imported.</source>
        <extracomment>psoas_timer/ui/transfer/transfer_words.py</extracomment>
        <translation>
            <numerusform>%n session was imported.</numerusform>
            <numerusform>%n sessions were imported.</numerusform>
        </translation>
    </message>
</context>
</TS>
