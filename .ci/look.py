"""Looks at reports in Chromium; .ci/look says what for."""

import base64
import json
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

MOST_BYTES = 2_000_000
WIDTHS = (390, 1400)
MOST_TABS = 60


def browser():
    options = webdriver.ChromeOptions()
    for argument in ('headless=new', 'no-sandbox', 'disable-gpu', 'hide-scrollbars', 'disable-dev-shm-usage'):
        options.add_argument('--' + argument)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL', 'performance': 'ALL'})
    options.binary_location = '/usr/bin/chromium'
    return webdriver.Chrome(options=options, service=Service('/usr/bin/chromedriver'))


def sized(driver, width, scheme):
    driver.execute_cdp_cmd(
        'Emulation.setDeviceMetricsOverride',
        {'width': width, 'height': 900, 'deviceScaleFactor': 1, 'mobile': width < 600})
    driver.execute_cdp_cmd(
        'Emulation.setEmulatedMedia', {'features': [{'name': 'prefers-color-scheme', 'value': scheme}]})


def requests(driver):
    asked = []
    for entry in driver.get_log('performance'):
        message = json.loads(entry['message'])['message']
        if message['method'] == 'Network.requestWillBeSent':
            asked.append(message['params']['request']['url'])
    return [url for url in asked if not url.startswith('data:')]


def overflow(driver):
    return driver.execute_script(
        'const root = document.documentElement;'
        'if (root.scrollWidth <= root.clientWidth) return null;'
        'const wide = [...document.querySelectorAll("body *")]'
        '.find(one => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest(".scroll, figcaption"));'
        'return root.scrollWidth + " wider than " + root.clientWidth + " at "'
        ' + (wide ? wide.outerHTML.slice(0, 200) : "?");')


def tabbed(driver):
    """Tabs through the page; returns whether the focus is seen all along, and the caption of the first picture."""
    reached = None
    for _ in range(MOST_TABS):
        ActionChains(driver).send_keys(Keys.TAB).perform()
        state = driver.execute_script(
            'const one = document.activeElement; if (one === document.body) return null;'
            'const caption = one.querySelector(":scope > figure > figcaption");'
            'return {tag: one.tagName, outline: getComputedStyle(one).outlineStyle,'
            ' picture: one.matches(".sheet > li"),'
            ' caption: caption ? getComputedStyle(caption).visibility : null};')
        if state is None:
            return 'the focus leaves the page'
        if state['outline'] == 'none':
            return 'the focus cannot be seen on ' + state['tag']
        if state['picture']:
            reached = state
            break
    if reached is None:
        return 'the pictures cannot be reached'
    return None if reached['caption'] == 'visible' else 'the caption of a picture in focus is hidden'


def screenshot(driver, file):
    metrics = driver.execute_cdp_cmd('Page.getLayoutMetrics', {})['cssContentSize']
    shot = driver.execute_cdp_cmd(
        'Page.captureScreenshot',
        {'captureBeyondViewport': True,
         'clip': {'x': 0, 'y': 0, 'width': metrics['width'], 'height': min(metrics['height'], 12000), 'scale': 1}})
    file.write_bytes(base64.b64decode(shot['data']))


def look(driver, page, name, screenshots):
    faults = []
    if page.stat().st_size >= MOST_BYTES:
        faults.append('%d bytes' % page.stat().st_size)
    for width in WIDTHS:
        for scheme in ('light', 'dark'):
            sized(driver, width, scheme)
            driver.get_log('performance')
            driver.get(page.as_uri())
            faults += ['asks for ' + url for url in requests(driver) if url != page.as_uri()]
            wide = overflow(driver)
            if wide:
                faults.append('%d %s: %s' % (width, scheme, wide))
            screenshot(driver, screenshots / ('%s-%d-%s.png' % (name, width, scheme)))
        if driver.execute_script('return document.querySelector(".sheet > li") !== null'):
            stuck = tabbed(driver)
            if stuck:
                faults.append('%d: %s' % (width, stuck))
            if width == WIDTHS[0]:
                driver.save_screenshot(str(screenshots / (name + '-focus.png')))
    printed = driver.execute_cdp_cmd('Page.printToPDF', {'printBackground': False, 'paperWidth': 8.27, 'paperHeight': 11.7})
    (screenshots / (name + '.pdf')).write_bytes(base64.b64decode(printed['data']))
    driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {'media': 'print'})
    sized_for_print = driver.execute_cdp_cmd(
        'Emulation.setDeviceMetricsOverride', {'width': 720, 'height': 1000, 'deviceScaleFactor': 1, 'mobile': False})
    assert sized_for_print == {}
    wide = overflow(driver)
    if wide:
        faults.append('print: ' + wide)
    screenshot(driver, screenshots / (name + '-print.png'))
    driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {'media': ''})
    faults += [entry['message'] for entry in driver.get_log('browser') if entry['level'] in ('SEVERE', 'WARNING')]
    return faults


def main():
    screenshots = Path(sys.argv[1])
    screenshots.mkdir(parents=True, exist_ok=True)
    pages = sorted(page.resolve() for folder in sys.argv[2:] for page in Path(folder).glob('**/index.html'))
    if not pages:
        sys.exit('no index.html below ' + ' '.join(sys.argv[2:]))
    driver = browser()
    failed = False
    try:
        for page in pages:
            faults = look(driver, page, page.parent.name, screenshots)
            failed = failed or bool(faults)
            print('%-16s %9d bytes  %s' % (page.parent.name, page.stat().st_size, '; '.join(faults) or 'good'))
    finally:
        driver.quit()
    sys.exit(1 if failed else 0)


main()
